/**
 * Small helps for forms: a form is sent once however often it is pressed, a question may be asked
 * before it goes (`data-confirm`), and `[data-print]` prints.
 */
const SENT_MS = 8000;

export function wakeForms(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[method='post']")) {
    form.addEventListener("submit", (event) => {
      const asked = form.dataset["confirm"];
      if (form.dataset["sent"] || (asked && !window.confirm(asked))) {
        event.preventDefault();
        return;
      }
      form.dataset["sent"] = "yes";
      // A download or a stopped load must not lock the form for good.
      setTimeout(() => delete form.dataset["sent"], SENT_MS);
    });
  }
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
