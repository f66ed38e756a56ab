### The end of a meeting and what is owed after it, the day sheet, calendar feeds, who sees a week.

outcome-means-promise = يبقى الطلب مفتوحًا حتى يُسجَّل إنجاز ما وُعد به.
outcome-means-refer = ينتقل الطلب إلى جهة مختصة، ويبقى مفتوحًا حتى تظهر نتيجته.
outcome-means-close = يكتمل الطلب بهذا اللقاء.
outcome-means-unheard = يُغلق الطلب، ولا تُرسل رسالة بالنتيجة.
outcome-next = الخطوة التالية
outcome-next-hint = تُملأ مع الوعد والإحالة فقط. يقرؤها صاحب الطلب في صفحة طلبه.
outcome-next-text = ما المطلوب عمله
outcome-next-text-hint = إن تُرك فارغًا فهو ما وُعد به أعلاه.
outcome-owner = من يتولاها
outcome-owner-hint = في الإحالة تُختار جهة، أو تُترك لجهة التصنيف.
outcome-owner-office = المكتب
outcome-due = تُنجز حتى يوم
outcome-due-hint = إن تُرك فارغًا فهو { $day }.
outcome-due-typed = اليوم المكتوب: { $day }.
outcome-long = النص أطول من 2000 حرف. نرجو اختصاره.
state-promised = قيد الإنجاز بعد اللقاء
next-promised = يعمل المكتب على إنجاز ما وعد به، ونبلغك بالنتيجة برسالة.
track-next = الخطوة التالية على { $who }، حتى { $day }
track-next-done = أُنجزت الخطوة التي كانت على { $who }
step-next = على { $who } حتى { $day }
step-done-title = إنجاز الخطوة التالية
step-done-hint = يُكتب ما تم إنجازه. يقرؤه صاحب الطلب، ويكتمل الطلب به.
step-done-button = أُنجزت، ويُبلَّغ صاحب الطلب

nav-sheet = بيان لقاءات اليوم
sheet-title = بيان لقاءات اليوم
sheet-lead = ورقة بلقاءات يوم واحد، تُكتب بالعربية وتُطبع. كل فتح لها يُسجَّل.
sheet-show = عرض اليوم
sheet-before = اليوم السابق
sheet-after = اليوم التالي
sheet-official = المسؤول
sheet-everybody = جميع من أرى أسبوعهم
sheet-day = اليوم
sheet-hour = الساعة
sheet-name = الاسم
sheet-how = كيف وأين
sheet-subject = الموضوع
sheet-needs = الاحتياجات
sheet-companions = المرافقون
sheet-reference = رقم المتابعة
sheet-none = لا لقاءات في هذا اليوم.
sheet-no-companions = لا أحد
sheet-companions-count =
    { $count-form ->
        [one] مرافق واحد
        [two] مرافقان
        [few] { $count } مرافقين
        [many] { $count } مرافقًا
       *[other] { $count } مرافق
    }
sheet-count =
    { $count-form ->
        [zero] لا لقاءات
        [one] لقاء واحد
        [two] لقاءان
        [few] { $count } لقاءات
        [many] { $count } لقاءً
       *[other] { $count } لقاء
    }
sheet-secret = للاستخدام داخل المكتب فقط

nav-feeds = التقويم
nav-readers = من يرى الأسبوع
feeds-title = التقويم على الأجهزة
feeds-lead = يعرض تقويم الجهاز الأوقات المشغولة فقط، بلا أسماء ولا مواضيع ولا أماكن. لكل جهاز عنوان خاص به يمكن إلغاؤه.
feeds-none = لا جهاز مرتبطًا بعد.
feeds-device = الجهاز
feeds-of = أوقات من
feeds-made = أُضيف
feeds-used = آخر استخدام
feeds-unused = لم يُستخدم بعد
feeds-revoke = إلغاء
feeds-revoked = أُلغي الجهاز، ولم يعد عنوانه يعمل.
feeds-new = إضافة جهاز
feeds-device-label = اسم الجهاز
feeds-device-hint = اسم يُعرف به الجهاز عند إلغائه، مثل: هاتف المكتب.
feeds-device-missing = نرجو كتابة اسم للجهاز من حرف إلى 60 حرفًا.
feeds-whose = أوقات من تُعرض
feeds-whose-missing = نرجو اختيار من تُعرض أوقاته.
feeds-make = إنشاء العنوان
feeds-made-title = عنوان تقويم «{ $device }»
feeds-made-text = يظهر هذا العنوان مرة واحدة. يُنسخ الآن إلى تطبيق التقويم في الجهاز بوصفه اشتراكًا. من عرفه رأى الأوقات المشغولة.
feeds-busy = مشغول / Busy
feeds-calendar = الأوقات المشغولة
feeds-copied = نُسخ العنوان
copy-address = نسخ العنوان

readers-title = من يرى الأسبوع
readers-lead = يرى المسؤول أسبوعه دائمًا. ولا يراه غيره إلا من سُمّي هنا بالاسم. كل تغيير يُسجَّل.
readers-none = لا يراه الآن غير المسؤول.
readers-name = الاسم
readers-role = العمل
readers-since = سُمّي في
readers-by = سمّاه
readers-by-data = سُمّي مع إعداد الخدمة
readers-remove = إزالة
readers-removed = أُزيل، ولم يعد يرى الأسبوع.
readers-add = تسمية شخص
readers-whom = من موظفي المكتب
readers-missing = نرجو اختيار أحد موظفي المكتب.
readers-button = تسمية
readers-named = سُمّي، ويرى الأسبوع من الآن.
readers-all-named = كل موظفي المكتب مسمَّون.
