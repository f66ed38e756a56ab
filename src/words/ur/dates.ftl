### Days and times in messages.

day = { $weekday } { $day } { $month } { $year }ء بمطابق { $hijri-day } { $hijri-month } { $hijri-year }ھ
short-day = { $weekday } { $day } { $month }
brief-day = { $weekday } { $day } { $month } { $year }ء ({ $hijri-day } { $hijri-month } { $hijri-year }ھ)

time-morning = صبح { $clock } بجے
time-noon = دوپہر { $clock } بجے
time-evening = شام { $clock } بجے

weekday-sun = اتوار
weekday-mon = پیر
weekday-tue = منگل
weekday-wed = بدھ
weekday-thu = جمعرات
weekday-fri = جمعہ
weekday-sat = ہفتہ

month-1 = جنوری
month-2 = فروری
month-3 = مارچ
month-4 = اپریل
month-5 = مئی
month-6 = جون
month-7 = جولائی
month-8 = اگست
month-9 = ستمبر
month-10 = اکتوبر
month-11 = نومبر
month-12 = دسمبر

hijri-month-1 = محرم
hijri-month-2 = صفر
hijri-month-3 = ربیع الاول
hijri-month-4 = ربیع الثانی
hijri-month-5 = جمادی الاول
hijri-month-6 = جمادی الثانی
hijri-month-7 = رجب
hijri-month-8 = شعبان
hijri-month-9 = رمضان
hijri-month-10 = شوال
hijri-month-11 = ذوالقعدہ
hijri-month-12 = ذوالحجہ
