// Saves texts as files that the browser makes itself: the server's own way to hand out files is closed.

const SHOWN = new WeakMap();

function made(file) {
  if (!file.is_base64) return new Blob([file.text], { type: `${file.media_type};charset=utf-8` });
  return new Blob([Uint8Array.from(atob(file.text), (sign) => sign.charCodeAt(0))], { type: file.media_type });
}

function save(file) {
  const url = URL.createObjectURL(made(file));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".files");
  const wanted = JSON.stringify(data.files);
  if (SHOWN.get(parentElement) === wanted) return;
  SHOWN.set(parentElement, wanted);
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
