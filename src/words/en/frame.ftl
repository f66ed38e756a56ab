### What stands around every page, and the words that many pages share.

service-name = Majlis
service-purpose = Appointments and video sessions with officials
trial-banner = Trial version: no real message leaves it; its people and appointments are invented.
skip-to-content = Skip to the content
menu = Menu
navigation = Parts of the site
page-path = Where this page is
language-switch = Language
digits-latin = Digits 123
digits-own = Digits ١٢٣
digits-switch = Shape of digits
sign-in = Sign in
sign-out = Sign out
my-requests = My requests
my-profile = My details
help-phone = Call centre: 8 am to midnight, every day of the week
footer-privacy = We ask only for the details your request needs, and every look at them is logged.
last-modified = Page last changed: { $date }
page-title = { $page } – { $service }
page-title-error = Error: { $page } – { $service }

continue = Continue
back = Back
save = Save
send = Send
cancel = Cancel
change = Change
close = Close
print = Print
copy = Copy
copied = Copied
yes = Yes
no = No
optional = optional
search = Search
details = Details
show = Show
hide = Hide
none = None
step-of = Step { $step } of { $steps }
important = Important
done = Done

demo-phone-link = Messages of the trial phone
countdown-label = left, in which this time is kept for you
countdown-left =
    { $count-form ->
        [one] Less than { $count } minute left in which the time is kept for you.
       *[other] Less than { $count } minutes left in which the time is kept for you.
    }
countdown-last = Half a minute left in which the time is kept for you.
countdown-over = The time is no longer kept for you; anyone may take it now.
