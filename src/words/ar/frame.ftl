### What stands around every page, and the words that many pages share.

service-name = مجلس
service-purpose = مواعيد لقاء المسؤولين والجلسات المرئية
trial-banner = نسخة تجريبية: لا تُرسل منها رسائل حقيقية، والأشخاص والمواعيد فيها من وحي الخيال.
skip-to-content = انتقل إلى المحتوى
menu = القائمة
navigation = أقسام الموقع
page-path = موقع الصفحة
language-switch = اللغة
digits-latin = أرقام 123
digits-own = أرقام ١٢٣
digits-switch = شكل الأرقام
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
my-requests = طلباتي
my-profile = بياناتي
help-phone = مركز الاتصال من الثامنة صباحًا إلى منتصف الليل، كل أيام الأسبوع
footer-privacy = نطلب من بياناتك ما يلزم لخدمتك فقط، ويُسجَّل كل اطلاع عليها.
last-modified = آخر تحديث للصفحة: { $date }
page-title = { $page } – { $service }
page-title-error = خطأ: { $page } – { $service }

continue = متابعة
back = رجوع
save = حفظ
send = إرسال
cancel = إلغاء
change = تغيير
close = إغلاق
print = طباعة
copy = نسخ
copied = نُسخ
yes = نعم
no = لا
optional = اختياري
search = بحث
details = التفاصيل
show = عرض
hide = إخفاء
none = لا يوجد
step-of = الخطوة { $step } من { $steps }
important = مهم
done = تم

demo-phone-link = رسائل هاتف التجربة
countdown-label = الوقت المتبقي لحجز هذا الموعد لك
countdown-left =
    بقي لحجز الموعد أقل من { $count-form ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $count } دقائق
       *[other] { $count } دقيقة
    }.
countdown-last = بقي لحجز الموعد نصف دقيقة.
countdown-over = انتهى الحجز المؤقت، وعاد الموعد متاحًا للجميع.
