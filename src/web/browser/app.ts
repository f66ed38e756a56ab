/**
 * Makes pages that already work without it better to use.
 *
 * Each part looks for its own `data-` marks and does nothing where there are none; after a live
 * region was renewed the parts are woken again for the new nodes.
 */
import { wakeCopies } from "./copy";
import { wakeCountdowns } from "./countdown";
import { wakeErrors } from "./errors";
import { wakeForms } from "./forms";
import { wakeKeeps } from "./keep";
import { wakeLive } from "./live";
import { wakeMessages } from "./message";
import { wakeQuiet } from "./quiet";
import { wakeRows } from "./rows";
import { wakeWaits } from "./waited";

function wake(root: ParentNode): void {
  wakeCopies(root);
  wakeCountdowns(root);
  wakeErrors(root);
  wakeForms(root);
  wakeKeeps(root);
  wakeMessages(root);
  wakeQuiet(root, wake);
  wakeRows(root);
  wakeWaits(root);
}

wake(document);
wakeLive(document, wake);
