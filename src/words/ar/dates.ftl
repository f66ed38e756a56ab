### Days in both calendars, times of day, lengths of time.

day = { $weekday } { $day } { $month } { $year }م الموافق { $hijri-day } { $hijri-month } { $hijri-year }هـ
short-day = { $weekday } { $day } { $month }
brief-day = { $weekday } { $day } { $month } { $year }م ({ $hijri-day } { $hijri-month } { $hijri-year }هـ)
gregorian-date = { $day } { $month } { $year }م
hijri-date = { $hijri-day } { $hijri-month } { $hijri-year }هـ
day-and-time = { $day }، الساعة { $time }

time-morning = { $clock } صباحًا
time-noon = { $clock } ظهرًا
time-evening = { $clock } مساءً

minutes =
    { $count-form ->
        [zero] أقل من دقيقة
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
hours =
    { $count-form ->
        [zero] أقل من ساعة
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
days =
    { $count-form ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
duration-joined = { $much } و{ $little }

weekday-sun = الأحد
weekday-mon = الاثنين
weekday-tue = الثلاثاء
weekday-wed = الأربعاء
weekday-thu = الخميس
weekday-fri = الجمعة
weekday-sat = السبت

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

hijri-month-1 = محرم
hijri-month-2 = صفر
hijri-month-3 = ربيع الأول
hijri-month-4 = ربيع الآخر
hijri-month-5 = جمادى الأولى
hijri-month-6 = جمادى الآخرة
hijri-month-7 = رجب
hijri-month-8 = شعبان
hijri-month-9 = رمضان
hijri-month-10 = شوال
hijri-month-11 = ذو القعدة
hijri-month-12 = ذو الحجة
