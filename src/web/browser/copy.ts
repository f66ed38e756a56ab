/** Copy buttons: `<button data-copy="text" data-copied="said after it">`, hidden until they can work. */
export function wakeCopies(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    const label = button.textContent ?? "";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
      button.textContent = button.dataset["copied"] ?? label;
      setTimeout(() => (button.textContent = label), 3000);
    });
  }
}
