### Days in both calendars, times of day, lengths of time.

day = { $weekday } { $day } { $month } { $year } ({ $hijri-day } { $hijri-month } { $hijri-year } AH)
short-day = { $weekday } { $day } { $month }
brief-day = { $weekday } { $day } { $month } { $year } ({ $hijri-day } { $hijri-month } { $hijri-year })
gregorian-date = { $day } { $month } { $year }
hijri-date = { $hijri-day } { $hijri-month } { $hijri-year } AH
day-and-time = { $day }, at { $time }

time-morning = { $clock } am
time-noon = { $clock } pm
time-evening = { $clock } pm

minutes =
    { $count-form ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count-form ->
        [one] { $count } hour
       *[other] { $count } hours
    }
days =
    { $count-form ->
        [one] { $count } day
       *[other] { $count } days
    }
duration-joined = { $much } { $little }

weekday-sun = Sunday
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

hijri-month-1 = Muharram
hijri-month-2 = Safar
hijri-month-3 = Rabi al-Awwal
hijri-month-4 = Rabi al-Akhir
hijri-month-5 = Jumada al-Ula
hijri-month-6 = Jumada al-Akhirah
hijri-month-7 = Rajab
hijri-month-8 = Shaban
hijri-month-9 = Ramadan
hijri-month-10 = Shawwal
hijri-month-11 = Dhu al-Qadah
hijri-month-12 = Dhu al-Hijjah
