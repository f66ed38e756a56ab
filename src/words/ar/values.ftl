### The words of closed lists: one key per value, named list, dash, value.

# States of a request
state-request-received = استُلم
state-request-registered = قُيّد
state-request-in-review = قيد الدراسة لدى المكتب
state-request-routed = أُحيل إلى الجهة المختصة
state-request-approved = قُبل، وبانتظار تحديد الموعد
state-request-scheduled = حُدّد له موعد
state-request-answered = صدر الرد عليه
state-request-declined = لم يُقبل
state-request-closed = مكتمل
state-request-withdrawn = سحبه صاحبه

# States of an appointment
state-appointment-proposed = مقترح
state-appointment-booked = محجوز
state-appointment-confirmed = أُكّد الحضور
state-appointment-checked-in = سُجّل الوصول
state-appointment-in-session = اللقاء جارٍ
state-appointment-done = تمّ اللقاء
state-appointment-no-show = لم يتمّ الحضور
state-appointment-cancelled = أُلغي
state-appointment-moved = نُقل إلى موعد آخر

# States of a visit
state-visit-entered = دخل المركز
state-visit-called = نودي رقمه
state-visit-started = بدأت خدمته
state-visit-registered = سُجّل طلبه
state-visit-finished = انتهت خدمته
state-visit-left = غادر قبل الخدمة

# States of a session
state-session-scheduled = مجدولة
state-session-open = مفتوحة، ولم تبدأ
state-session-live = جارية الآن
state-session-ended = انتهت
state-session-failed = تعذّر الاتصال

# States of a participant
state-participant-waiting = في غرفة الانتظار
state-participant-admitted = في الجلسة
state-participant-held = أُعيد إلى الانتظار
state-participant-left = غادر

# Kinds of request
kind-meeting = طلب لقاء
kind-transaction = معاملة
kind-complaint = شكوى
kind-suggestion = اقتراح
kind-enquiry = استفسار

# Ways to meet
mode-in-person = حضوريًا
mode-video = بالاتصال المرئي من مركز قريب
mode-reception = جلسة استقبال
mode-service = خدمة في المركز

# أنواع الأيام
day-weekend = عطلة نهاية الأسبوع
day-ramadan = أوقات العمل في رمضان: { $from } إلى { $to }
day-estimated = { $name } (متوقعة)
day-span = { $first } – { $last }

# مناسبات الإجازات
occasion-founding-day = يوم التأسيس
occasion-national-day = اليوم الوطني
occasion-eid-fitr = عيد الفطر
occasion-eid-adha = عيد الأضحى
occasion-between = يوم بين إجازتين
occasion-other = إجازة رسمية

# Sections of a centre
section-men = قسم الرجال
section-women = قسم النساء

# Men and women
sex-man = رجل
sex-woman = امرأة
sex-unknown = لم يُذكر

# Needs
need-sign-language = مترجم لغة إشارة
need-interpreter = مترجم إلى لغة أخرى
need-wheelchair = مدخل للكرسي المتحرك
need-companions = مرافقون

# Roles
role-applicant = صاحب الطلب
role-receptionist = موظف الاستقبال
role-operations-officer = موظف العمليات
role-video-operator = مشغّل الاتصال المرئي
role-call-agent = موظف مركز الاتصال
role-centre-manager = مدير المركز
role-scheduler = منسّق المواعيد
role-secretary = سكرتير المكتب
role-official = المسؤول
role-interpreter = المترجم
role-administrator = مدير النظام
role-portal = بوابة شريكة

# Roles in a session
session-role-applicant = صاحب الطلب
session-role-companion = المرافق
session-role-representative = ممثل صاحب الطلب
session-role-operator = مشغّل الغرفة
session-role-official = المسؤول
session-role-secretary = السكرتير
session-role-interpreter = المترجم
session-role-sign-language-interpreter = مترجم لغة الإشارة
session-role-observer = مراقب

# Decisions of the office
decision-approve = قبول
decision-route = إحالة إلى جهة مختصة
decision-decline = اعتذار
decision-answer = رد
decision-ask = طلب معلومة

# Citizens and residents
citizenship-citizen = مواطن
citizenship-resident = مقيم
citizenship-other = غير ذلك

# How pressing
urgency-normal = عادي
urgency-urgent = عاجل

# Channels of notices
channel-sms = رسالة نصية
channel-mail = بريد إلكتروني

# Figures
figure-requests-by-kind = الطلبات بحسب النوع
figure-requests-by-sex = الطلبات بحسب الجنس
figure-requests-by-citizenship = طلبات المواطنين والمقيمين
figure-meetings-held = اللقاءات التي تمّت
figure-surveys-answered = الاستبيانات المجابة
figure-mean-mark = متوسط التقييم من 5
figure-obstacles = من واجهوا صعوبة
figure-first-time = يطلبون لقاء المسؤول أول مرة

# Notices by what they are about
event-code = رمز الدخول
event-call-code = رمز المكالمة
event-received = استلام الطلب
event-registered = قيد الطلب
event-not-yet-registered = تأخر القيد
event-approved = قبول الطلب
event-routed = إحالة الطلب
event-declined = عدم قبول الطلب
event-answered = الرد على الطلب
event-closed = اكتمال الطلب
event-result-ready = نتيجة اللقاء
event-asked = سؤال من المكتب
event-withdrawn = سحب الطلب
event-booked = حجز الموعد
event-reminder = تذكير بالموعد
event-running-late = تأخر اللقاء
event-moved = نقل الموعد
event-time-changing = تغيير وقت الموعد
event-time-kept = بقاء الموعد في وقته
event-cancelled = إلغاء الموعد
event-missed = عدم الحضور
event-offered = وقت متاح معروض
event-interpreter-link = رابط المترجم
event-interpreter-freed = الاستغناء عن الترجمة
event-invited = دعوة إلى جلسة
event-survey = الاستبيان
event-wrote = رسالة من مركز الاتصال

# Needs said in a line, and the languages of interpreters
list-comma = {"، "}
need-interpreter-of = مترجم إلى { $language }
need-companions-count =
    { $count-form ->
        [one] مرافق واحد
        [two] مرافقان
        [few] { $count } مرافقين
       *[other] { $count } مرافقًا
    }
language-en = الإنجليزية
language-ur = الأردية
language-bn = البنغالية
language-hi = الهندية
language-id = الإندونيسية
language-tl = الفلبينية
language-am = الأمهرية
language-fr = الفرنسية
language-tr = التركية

# Representation

basis-power-of-attorney = وكالة
basis-guardianship = ولاية أو وصاية
basis-kinship = قرابة

# ما يُعرض من الوثائق
paper-identity-number = هوية وطنية أو إقامة
paper-passport = جواز سفر
paper-border-number = رقم حدود
paper-tribal-card = بطاقة قبيلة
paper-gcc-card = بطاقة مجلس التعاون
paper-none = بلا وثيقة

# طرق البحث وأغراضه
search-by-reference = رقم المتابعة
search-by-identity = رقم الهوية أو الإقامة
search-by-mobile-tail = آخر أرقام الجوال
search-by-name = الاسم
purpose-gate = الشخص عند البوابة
purpose-phone = الشخص على الهاتف
purpose-desk = الشخص عند نافذة الخدمة
purpose-office = عمل المكتب على الطلب

# كيف ورد الطلب
came-by-web = الموقع
came-by-portal = بوابة أخرى
came-by-centre = المركز
came-by-phone = الهاتف
came-by-letter = البريد
came-by-fax = الفاكس
came-by-email = البريد الإلكتروني

# لدى من الطلب
holder-registry = قسم تسجيل الطلبات
holder-office = المكتب المختص
holder-office-of = مكتب { $official }
holder-department = الجهة المختصة
holder-applicant = صاحب الطلب، وبانتظار جوابه
holder-you = أنت: ننتظر الجواب عما سُئل عنه
holder-meeting = لا إجراء قبل الموعد
holder-nobody = انتهى العمل عليه
