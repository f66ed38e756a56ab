### What the JSON surface says of fields and figures.

error-text-empty = This is needed
error-text-short = This is too short
error-text-long = This has at most { $most } characters
error-plan-slot = A move names the slot it goes to; nothing else names one.
error-list-long = This has at most { $most } entries
error-number-range = This is a whole number from 0 to { $most }
error-limit-range = A page has from 1 to { $most } entries
error-cursor = This cursor is not one of ours
error-until-past = That day is past. Give one that is not.
error-date = This date does not exist in the calendar named, or is not written YYYY-MM-DD
error-date-order = The last day does not come before the first
error-instant = An instant is written with its offset, such as 2026-11-22T09:00:00+03:00
error-choice = This is none of the values that stand to choose
error-one-of = Give one of the two, not both and not neither
error-needs = A need is sign_language, wheelchair, interpreter:LANG or companions:N, each once
error-reference = This is not a reference: one of its signs is wrong or missing
error-key = An idempotency key is 1 to { $most } plain characters
error-affects = Publishing hits people who have appointments: give a reason, and each of them is told that another time comes
error-if-match = Give the version you read in If-Match

figure-definition-requests-by-kind = Every request received on these days, by what was handed in
figure-definition-requests-by-sex = Every request received on these days, by the applicant's sex as stated
figure-definition-requests-by-citizenship = Every request received on these days, by the first digit of the applicant's identity number
figure-definition-meetings-held = Every appointment that began on these days and was held, by how people met
figure-definition-surveys-answered = Every survey answered on these days, by its mark out of 5
figure-definition-mean-mark = The mean of the marks given on these days, in thousandths; 4600 is 4.6 out of 5
figure-definition-obstacles = Of the surveys answered on these days, those that met an obstacle
figure-definition-first-time = Of the surveys answered on these days, those who asked to meet the official for the first time

docs-title = The interface for programs
