//! What every answer tells the browser about what a page may do: nothing from elsewhere, nothing inline.

use actix_web::middleware::DefaultHeaders;

/// Styles, scripts, fonts and calls come from this host alone; only the camera's own picture is a blob.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// Only our own pages may ask for the camera, the microphone and the screen.
const PERMISSIONS: &str = "camera=(self), microphone=(self), display-capture=(self), geolocation=(), \
    payment=(), usb=()";

/// The headers for every answer of the program; a page's own headers win.
#[must_use]
pub fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("Content-Security-Policy", POLICY))
        .add(("Permissions-Policy", PERMISSIONS))
        .add(("Referrer-Policy", "same-origin"))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
}
