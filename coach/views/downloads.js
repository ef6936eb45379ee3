// Saves texts as files that the browser makes itself: the server's own way to hand out files is closed.

const SHOWN = new WeakMap();

function save(file) {
  const url = URL.createObjectURL(new Blob([file.text], { type: `${file.media_type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".files");
  const made = JSON.stringify(data.files);
  if (SHOWN.get(parentElement) === made) return;
  SHOWN.set(parentElement, made);
  place.replaceChildren(
    ...data.files.map((file) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `↓ ${file.label}`;
      button.onclick = () => save(file);
      return button;
    }),
  );
}
