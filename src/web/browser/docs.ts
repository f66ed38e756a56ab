/** Shows the service's own description of its interface, read from this host alone. */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";

const place = document.getElementById("api");
if (place) {
  // A page has one main part, and the frame has it already; this one is drawn when its text has come,
  // and may be drawn again.
  const group = (): void => place.querySelectorAll("main:not([role])").forEach((part) => part.setAttribute("role", "group"));
  new MutationObserver(group).observe(place, { childList: true, subtree: true });
  SwaggerUI({
    domNode: place,
    url: place.dataset["description"] ?? "/api/openapi.json",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
}
