### What is said when something cannot be done: refusals, wrong fields, missing pages.

error-summary = We could not go on. Please mend the following:
error-prefix = Error:

not-found-title = Page not found
not-found-text = The address may have changed, or the page is no longer yours to see.
forbidden-title = This page is not for your account
forbidden-text = You are signed in with an account that does not cover this page.
sign-in-needed-title = Please sign in
sign-in-needed-text = Your sign-in ended, or has not begun. What you typed on the page before is kept as long as you leave it open.
form-expired-title = The form has expired
form-expired-text = The page was open for too long. Open it again and send it once more.
too-many-title = Too many tries
too-many-text = Please wait a little, then try again.
server-error-title = Something went wrong on our side
server-error-text = What you asked for was not completed because of a fault of ours; it is recorded. Please try again shortly.
home-link = Start page
