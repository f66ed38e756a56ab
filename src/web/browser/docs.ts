/** Shows the service's own description of its interface, read from this host alone. */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";

const place = document.getElementById("api");
if (place) {
  SwaggerUI({
    domNode: place,
    url: place.dataset["description"] ?? "/api/openapi.json",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    // A page has one main part, and the frame has it already.
    onComplete: () => place.querySelector("main")?.setAttribute("role", "group"),
  });
}
