### صفحات المركز: مواعيد اليوم، وغرفة الاتصال المرئي، ودخول الموظفين.

staff-sign-in-title = دخول الموظفين
staff-sign-in-lead = لموظفي المراكز ومكاتب المسؤولين.
staff-username = اسم المستخدم
staff-password = كلمة المرور
staff-code = رمز تطبيق التحقق
staff-code-hint = ستة أرقام من تطبيق التحقق في هاتفك
staff-demo-title = حسابات النسخة التجريبية
staff-demo-password = كلمة المرور لجميع الحسابات:

nav-today = مواعيد اليوم
nav-office-today = اليوم
nav-requests = طلباتي
nav-inbox = الطلبات
nav-profile = بياناتي
nav-week = أسبوع المسؤول
nav-waiting = غرفة الانتظار
nav-blocks = منع الحجز
nav-figures = المؤشرات

today-title = مواعيد اليوم
today-count =
    { $count-form ->
        [zero] لا مواعيد
        [one] موعد واحد
        [two] موعدان
        [few] { $count } مواعيد
        [many] { $count } موعدًا
       *[other] { $count } موعد
    }
today-empty = لا مواعيد في المركز في هذا اليوم
today-empty-text = تظهر هنا المواعيد المحجوزة لهذا المركز فور حجزها.
today-office = اللقاءات الحضورية وجلسات الاستقبال
today-office-empty = لا لقاءات حضورية في هذا اليوم
today-office-empty-text = تظهر هنا اللقاءات الحضورية ومقاعد جلسات الاستقبال فور حجزها.
missed-done-office = سُجّل عدم الحضور للطلب { $reference }، وأُتيح وقته.
today-caption = المواعيد بترتيب أوقاتها
today-time = الوقت
today-person = صاحب الطلب
today-reference = رقم المتابعة
today-room = المكان
today-session = حضر { $there } من { $expected }
today-needs = الاحتياجات
today-state = الحالة
today-action = الإجراء
check-in = تسجيل الوصول
check-in-done = سُجّل وصول صاحب الموعد { $reference }.
visits-title = عند النوافذ الآن بلا موعد
visit-finish = انتهت الخدمة
visit-done = انتهت مراجعة الرقم { $ticket }، وأُرسل الاستبيان إلى صاحبها إن كان له جوال.
open-room = فتح الغرفة
not-yet = يُسجَّل الوصول قبل الموعد بساعة

room-title = غرفة الاتصال المرئي
room-appointment = الموعد
room-check-title = فحص الأجهزة
room-check-lead = افحص الكاميرا والميكروفون قبل بدء الاتصال. لا تُفتح الكاميرا إلا بضغطة منك.
room-check-open = تشغيل الكاميرا والميكروفون
room-check-camera = الكاميرا
room-check-microphone = الميكروفون
room-check-microphone-level = مستوى صوت الميكروفون
room-check-line = الاتصال بالمقر
room-check-fix-camera = تحقق من توصيل الكاميرا، واسمح للمتصفح باستخدامها من رمز القفل بجانب العنوان.
room-check-fix-microphone = تحدّث بصوت مسموع. إن بقي المؤشر ساكنًا فتحقق من توصيل الميكروفون ومن إذن المتصفح.
room-check-fix-line = تعذّر الوصول إلى المقر. تحقق من الشبكة ثم أعد الفحص.
room-check-none = لم يُفحص بعد
room-check-good = يعمل
room-check-bad = لا يعمل
room-check-listening = نستمع…
room-no-script = تحتاج غرفة الاتصال المرئي إلى تفعيل جافاسكربت في المتصفح.
room-start = بدء الاتصال
room-start-text = أجلِس صاحب الطلب أمام الكاميرا، ثم ابدأ الاتصال ليظهر في غرفة انتظار المكتب.
room-not-checked-in = سجّل وصول صاحب الموعد أولًا من صفحة مواعيد اليوم.
room-companion-note = للقسم النسائي: لا تُنقل الصورة قبل إذن المكتب بالدخول، وكل من يحضر الجلسة يظهر اسمه على الشاشة.

mark-missed = لم يحضر
missed-done = سُجّل عدم الحضور للطلب { $reference }، وأُتيح الوقت والغرفة.
came-late-short = انتهت مهلة التأخر

# Registering a person, and finding one

nav-register = التسجيل
nav-people = البحث
register-title = تسجيل مراجع
register-lead = لمن حضر إلى المركز، بهوية أو بوثيقة أخرى أو بلا وثيقة. الوثيقة نفسها تعيد الشخص نفسه.
register-paper-title = الوثيقة
register-paper = ما عُرض من الوثائق
register-number = رقم الوثيقة
register-number-hint = كما هو مطبوع؛ يُترك فارغًا لمن لا وثيقة معه
register-country = جهة الإصدار
register-country-hint = لجواز السفر وبطاقة مجلس التعاون: رمز الدولة المطبوع، مثل YEM
register-person-title = صاحب الوثيقة
register-name = الاسم بالعربية
register-name-hint = يكفي الاسم بالعربية أو بالحروف اللاتينية
register-name-latin = الاسم بالحروف اللاتينية
register-name-missing = الاسم مطلوب بالعربية أو بالحروف اللاتينية
register-sex-missing = الجنس مطلوب لمعرفة القسم
register-mobile-hint = مثل 0501234567؛ لمن ليس له جوال يُطبع رقم المتابعة
register-language = لغة الرسائل
register-request-title = الطلب
register-request-none = لا طلب الآن
register-official-none = بلا تحديد
register-meeting-only = لطلب اللقاء فقط
register-save = تسجيل
register-done = سُجّل المراجع.
register-known = المراجع مسجّل من قبل، وهذا حسابه.
register-receipt-sms = أُرسل رقم المتابعة إلى جواله المسجّل.
register-receipt-none = لا جوال مسجّلًا: يُقرأ رقم المتابعة عليه أو يُطبع له.

find-title = البحث عن شخص أو طلب
find-lead = كل بحث يُسجَّل باسم من أجراه وغرضه.
find-by = البحث بـ
find-text = ما يُبحث عنه
find-text-hint = رقم المتابعة أو الهوية كاملًا، أو آخر أربعة أرقام من الجوال، أو ثلاثة أحرف من الاسم على الأقل
find-purpose = الغرض
find-purpose-hint = يُحفظ مع البحث في سجل التدقيق
find-results = النتائج
find-count =
    { $count-form ->
        [zero] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
find-nobody = لم نجد أحدًا
find-nobody-text = ربما كُتب الرقم على نحو آخر، أو أن ما تبحث عنه ليس من شأن مركزك أو قسمك. رقم المتابعة أدق.
find-no-requests = لا طلبات تظهر هنا
find-requests = الطلبات
find-proved = الهوية موثقة
find-unproved = الهوية لم توثق
find-citizenship = الصفة

# Before the evening
nav-evening = رسائل المساء
evening-title = طلبات لم تُقيَّد بعد
evening-today = عند الساعة { $time } اليوم تُرسل رسالة القيد إلى من صدر لطلبه رقم قيد وحُددت له جهة. ومن لم يصدر لطلبه ذلك تُرسل إليه رسالة تخبره بأنه لم يُقيَّد بعد.
evening-tomorrow = أُرسلت رسائل اليوم. عند الساعة { $time } غدًا تُرسل رسالة القيد إلى من صدر لطلبه رقم قيد وحُددت له جهة.
evening-near =
    { $count-form ->
        [one] بقي طلب واحد يلزم قيده
        [two] بقي طلبان يلزم قيدهما
        [few] بقيت { $count } طلبات يلزم قيدها
       *[other] بقي { $count } طلبًا يلزم قيدها
    } قبل الساعة { $time }.
evening-none = كل الطلبات مقيّدة ولها جهة
evening-reference = رقم المتابعة
evening-kind = النوع
evening-place = أين قُدّم
evening-received = وقت الاستلام
evening-lacks = ما ينقصه
evening-no-number = رقم القيد
evening-no-department = الجهة المختصة
evening-no-centre = عن بُعد
