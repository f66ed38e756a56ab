/** Questions in a dialog: whose time a stroke takes, and which of two drafts of one time stands. */
import type { Words } from "./data";
import type { Booked, Window } from "./model";

/** A time that two people changed, each otherwise. */
export interface Asked {
  day: string;
  from: string;
  to: string;
  when: string;
  mine: Window[];
  theirs: Window[];
  says: [string, string];
}

/** Whether to do it although it takes the time of these people. */
export async function asksAll(words: Words, hit: Booked[]): Promise<boolean> {
  const list = document.createElement("ul");
  for (const one of hit) list.append(put("li", one.label));
  const answer = await ask(words.say("edit-hit"), [put("p", words.say("edit-hit-lead")), list], [
    ["go", words.say("edit-hit-go"), "button danger"],
    ["back", words.say("edit-hit-back"), "button secondary"],
  ]);
  return answer.what === "go";
}

/** Which of the two stands, for each time that was changed twice: true is one's own. */
export async function asksEach(words: Words, asked: Asked[]): Promise<boolean[]> {
  const parts = asked.map((one, number) => {
    const set = document.createElement("fieldset");
    set.className = "choices";
    const choice = (value: string, title: string, text: string): HTMLElement => {
      const label = put("label", "", "choice");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: `asked-${number}`, value, checked: value === "theirs" });
      label.append(input, put("span", title, "choice-title"), put("span", text, "choice-text"));
      return label;
    };
    set.append(
      put("legend", one.when),
      choice("theirs", words.say("edit-ask-theirs"), one.says[1]),
      choice("mine", words.say("edit-ask-mine"), one.says[0]),
    );
    return set;
  });
  const answer = await ask(words.say("edit-ask"), [put("p", words.say("edit-ask-lead")), ...parts], [
    ["go", words.say("edit-ask-button"), "button"],
  ]);
  return asked.map((_, number) => answer.fields.get(`asked-${number}`) === "mine");
}

function put(tag: string, text: string, name = ""): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) node.className = name;
  return node;
}

/** Asks, and gives the focus back; a dialog that is closed answers nothing. */
function ask(title: string, body: HTMLElement[], buttons: string[][]): Promise<{ what: string; fields: FormData }> {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const form = document.createElement("form");
  form.method = "dialog";
  const head = put("h2", title);
  head.id = "ask-title";
  dialog.setAttribute("aria-labelledby", head.id);
  const row = put("div", "", "actions");
  for (const [value, text, name] of buttons) {
    const button = put("button", text ?? "", name) as HTMLButtonElement;
    button.value = value ?? "";
    row.append(button);
  }
  form.append(head, ...body, row);
  dialog.append(form);
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const fields = new FormData(form);
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve({ what: dialog.returnValue, fields });
    });
  });
}
