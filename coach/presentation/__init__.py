"""What a page says, decided without a page. Pure: values in, values out."""
