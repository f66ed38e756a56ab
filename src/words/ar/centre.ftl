### صفحات المركز: مواعيد اليوم، وغرفة الاتصال المرئي، ودخول الموظفين.

staff-sign-in-title = دخول الموظفين
staff-sign-in-lead = لموظفي المراكز ومكاتب المسؤولين.
staff-username = اسم المستخدم
staff-password = كلمة المرور
staff-code = رمز تطبيق التحقق
staff-code-hint = ستة أرقام من تطبيق التحقق في هاتفك
staff-demo-title = حسابات النسخة التجريبية
staff-demo-password = كلمة المرور لجميع الحسابات: { $password }

nav-today = مواعيد اليوم
nav-requests = طلباتي
nav-inbox = الطلبات
nav-profile = بياناتي
nav-week = أسبوع المسؤول
nav-waiting = غرفة الانتظار
nav-blocks = الموقوفون
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
today-caption = المواعيد بترتيب أوقاتها
today-time = الوقت
today-person = صاحب الطلب
today-reference = رقم المتابعة
today-room = الغرفة
today-needs = الاحتياجات
today-state = الحالة
today-action = الإجراء
check-in = تسجيل الوصول
check-in-done = سُجّل وصول صاحب الموعد { $reference }.
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
