### صفحات مكتب المسؤول: الطلبات، والأسبوع، وغرفة الانتظار، والجلسة، والمؤشرات.

inbox-title = الطلبات
inbox-caption = الطلبات المعروضة على المكتب، الأقدم أولًا والعاجل قبل غيره
inbox-open = بانتظار القرار
inbox-all = الكل
inbox-empty = لا طلبات بانتظار القرار
inbox-empty-text = يظهر هنا كل طلب جديد فور وروده.
inbox-reference = رقم المتابعة
inbox-subject = الموضوع
inbox-kind = النوع
inbox-person = صاحب الطلب
inbox-received = ورد في
inbox-state = الحالة
inbox-urgent = عاجل
inbox-urgent-asked = يطلب الاستعجال
inbox-read = قراءة الطلب

case-title = الطلب { $reference }
case-details = تفاصيل الطلب
case-subject = الموضوع
case-text = نص الطلب
case-person = صاحب الطلب
case-behalf = نيابةً عن
case-submitter = مقدّم الطلب
case-concerned = المعنيّ بالطلب
case-basis-until = { $basis }، حتى { $day }
case-until = حتى { $day }
case-basis = بموجب
case-kind = النوع
case-official = اللقاء المطلوب مع
case-mode = طريقة اللقاء
case-centre = المركز
case-needs = الاحتياجات
case-received = ورد في
case-urgent-reason = سبب الاستعجال لدى صاحب الطلب
case-appointment = الموعد
case-timeline = سير الطلب
case-decide = قرار المكتب
case-decision = القرار
case-decision-approve-text = يدخل الطلب جدول الأسبوع ويُعرض على صاحبه وقت.
case-decision-route-text = تتولى الجهة المختصة الطلب ويُبلّغ صاحبه.
case-decision-answer-text = يصل الجواب إلى صاحب الطلب ويُغلق الطلب.
case-decision-ask-text = يُسأل صاحب الطلب عما ينقص، ويبقى الطلب مفتوحًا.
case-decision-decline-text = يُعتذر لصاحب الطلب مع السبب.
case-department = الجهة المختصة
case-department-hint = عند الإحالة فقط: إلى جهة مختصة، أو مباشرة إلى مكتب مسؤول
case-department-none = لا يُحال
case-urgency = الأولوية
case-reply = ما يُكتب لصاحب الطلب
case-reply-hint = لا بد منه عند الاعتذار والجواب والاستفسار
case-decided = سُجّل القرار وأُبلغ صاحب الطلب.
case-settled = لا قرار مطلوبًا في هذه المرحلة.

week-title = أسبوع المسؤول
week-of = أسبوع { $day }
week-previous = الأسبوع السابق
week-next = الأسبوع التالي
week-this = الأسبوع الحالي
week-nothing = لا أوقات منشورة
week-free = متاح
week-taken = محجوز
week-held = حجز مؤقت
week-closed-holiday = غير متاح: إجازة رسمية
week-closed-ramadan = غير متاح: خارج أوقات العمل في رمضان
week-closed-prayer = غير متاح: وقت الصلاة
week-on-holiday = يُتاح في الإجازات أيضًا، وخارج أوقات العمل في رمضان
week-hit =
    { $count-form ->
        [zero] لا مواعيد في إجازات هذا الأسبوع.
        [one] موعد واحد يقع في إجازة من هذا الأسبوع، وهو قائم حتى يُنقل أو يُلغى.
        [two] موعدان يقعان في إجازة من هذا الأسبوع، وهما قائمان حتى يُنقلا أو يُلغيا.
        [few] { $count } مواعيد تقع في إجازة من هذا الأسبوع، وهي قائمة حتى تُنقل أو تُلغى.
        [many] { $count } موعدًا تقع في إجازة من هذا الأسبوع، وهي قائمة حتى تُنقل أو تُلغى.
       *[other] { $count } موعد تقع في إجازة من هذا الأسبوع، وهي قائمة حتى تُنقل أو تُلغى.
    }
week-allocated = يخصصه المكتب
week-chosen = مفتوح للاختيار
week-withdraw = سحب الساعة
week-withdraw-ask = أتريد سحب هذا الوقت من الأوقات المعلنة؟
week-withdrawn = سُحب الوقت، ولم يعد معروضًا للحجز.
week-add-title = إضافة وقت استقبال
week-add-lead = يُنشر الوقت فور إضافته ويظهر للمستفيدين.
week-day = اليوم
week-from = من الساعة
week-to = إلى الساعة
week-mode = طريقة اللقاء
week-place = المكان
week-with = يشارك في الاستقبال
week-seats-hint = لجلسة الاستقبال فقط، والمرافقون يُحسبون
week-seats = عدد المقاعد
week-minutes = مدة اللقاء بالدقائق
week-choice = مفتوح لاختيار المستفيدين
week-add = إضافة ونشر
week-added = أُضيف الوقت ونُشر.
week-official = المسؤول
week-counts = { $taken } محجوز، { $free } متاح
week-seats-taken = المقاعد المحجوزة: { $taken } من { $seats }
week-seats-of =
    { $seats-form ->
        [zero] بلا مقاعد
        [one] مقعد واحد
        [two] مقعدان
        [few] { $seats } مقاعد
        [many] { $seats } مقعدًا
       *[other] { $seats } مقعد
    }
week-who-comes = من يحضر
week-guest-of = في أوقات { $official }، إذا حُجز فيها مقعد
week-receives-too = بمشاركة { $official }
week-with-hint = لجلسة الاستقبال فقط، ويُشغل وقت كل منهم معه
week-place-hint = حيث يُلتقى حضوريًا أو تُعقد جلسة الاستقبال
rules-on-holiday = في الإجازات أيضًا

waiting-title = غرفة الانتظار
waiting-lead = من حضر وينتظر الإذن بالدخول، الأطول انتظارًا أولًا.
waiting-live = تُحدَّث الصفحة وحدها
waiting-stale = تعذّر التحديث؛ ما تراه قد يكون قديمًا.
waiting-empty = لا أحد ينتظر الآن
waiting-empty-text = يظهر هنا كل من يبدأ المركز اتصاله.
waiting-minutes = دقيقة انتظار
waiting-since = ينتظر منذ { $time }
waiting-appointment = موعده { $time }
waiting-open = فتح الجلسة
waiting-next = الجلسات المفتوحة

session-title = جلسة { $time }
session-waiting-title = في الانتظار
session-waiting-empty = لا أحد في غرفة الانتظار.
session-present-title = في الجلسة
session-admit = إدخال
session-hold = إعادة إلى الانتظار
session-decline = اعتذار
session-decline-ask = ما سبب الاعتذار؟ يُعرض على المنتظر.
session-checked = فُحصت الكاميرا والميكروفون والاتصال
session-unchecked = لم يكتمل الفحص بعد
session-lock = إيقاف دخول منتظرين جدد
session-unlock = السماح بدخول المنتظرين
session-locked = لا يدخل غرفة الانتظار أحد جديد، ومن فيها يبقى.
session-mute-audio = إغلاق الميكروفون
session-unmute-audio = فتح الميكروفون
session-mute-video = إغلاق الكاميرا
session-unmute-video = فتح الكاميرا
session-pin = تكبير
session-unpin = إلغاء التكبير
session-remove = إخراج
session-remove-ask = إخراج { $name } من الجلسة؟ لن يمكن الدخول إليها مرة أخرى.
session-official-away = لا تُقبل إجراءات السكرتارية حتى يفتح المسؤول صفحة الجلسة.
session-start-text = تُفتح الكاميرا والميكروفون عند الدخول.
session-enter = دخول الجلسة
session-brief = موجز الطلب
session-outcome-title = نتيجة اللقاء
session-outcome = النتيجة
session-outcome-text = ما وُعد به أو تقرر
session-outcome-text-hint = يقرؤه صاحب الطلب بعد تسجيل الدخول، ولا يُرسل في رسالة.
session-outcome-save = حفظ النتيجة وإغلاق اللقاء
session-outcome-saved = حُفظت النتيجة، وأُبلغ صاحب الطلب بأنها جاهزة.

figures-title = المؤشرات
figures-from = من
figures-to = إلى
figures-calendar = التقويم
figures-gregorian = ميلادي
figures-umalqura = هجري (أم القرى)
figures-show = عرض
figures-period = الفترة: من { $from } إلى { $to }
figures-hidden = لا يُعرض لقلة العدد
figures-none = لا بيانات
figures-of = من أصل { $total }
figures-table = الجدول
figures-part = البند
figures-count = العدد
figures-remarks = ملاحظات المراجعين

person-unnamed = لم يُذكر الاسم
week-pause = الفاصل بعد كل لقاء
week-pause-none = بلا فاصل
case-decision-missing = اختر القرار
case-department-missing = اختر الجهة التي يُحال إليها الطلب
figures-date-wrong = اكتب التاريخ على هذا النحو: 2026-11-22، أو 1448-06-12 بالهجري
figures-order-wrong = نهاية الفترة قبل بدايتها

outcome-promise = وعد بإجراء
outcome-refer = إحالة إلى جهة مختصة
outcome-close = انتهى الأمر باللقاء
outcome-unheard = لم يتيسّر الاستماع إليه
session-outcome-missing = اختر نتيجة اللقاء

allocate-title = تحديد الموعد
allocate-day = اليوم
allocate-centre-any = أي مركز
allocate-look = عرض الأوقات
allocate-none = لا وقت متاحًا في هذا اليوم لما يحتاج إليه الطلب.
allocate-time = الوقت
allocate-give = تثبيت الموعد وإبلاغ صاحب الطلب

office-move-title = نقل الموعد
office-move-reason = سبب النقل
office-move-reason-hint = يظهر لصاحب الطلب في سير طلبه
office-move-button = نقل الموعد وإبلاغ صاحب الطلب
office-moved = نُقل الموعد وأُبلغ صاحب الطلب.
changed-by-applicant = صاحب الطلب
changed-by-office = المكتب أو المركز
changed-by-system = النظام

draft-title = مسودة الأسبوع
draft-banner = لهذا الأسبوع مسودة لم تُنشر بعد، والمعروض للناس هو المنشور.
draft-see = عرض أثر النشر
draft-unpublished = غير منشورة
draft-counts = أوقات مضافة: { $gained }، أوقات محذوفة: { $lost }، مواعيد متأثرة: { $hit }
draft-nothing = لا مسودة لهذا الأسبوع
draft-nothing-text = املأ الأسبوع من الأوقات الثابتة أو انسخ الأسبوع السابق؛ لا يرى أحد المسودة قبل نشرها.
draft-hit = أصحاب المواعيد المتأثرة
draft-hit-text = تبقى مواعيدهم محجوزة حتى يُبت في كل منها، ويُبلّغون بأن وقتًا آخر سيُعرض عليهم بعد انقضاء مهلة التراجع عن النشر.
draft-hit-none = لا يتأثر أي موعد محجوز.
draft-gained = أوقات مضافة
draft-lost = أوقات محذوفة
draft-none = لا شيء
draft-publish-title = النشر
draft-publish = نشر المسودة
draft-published = نُشر الأسبوع.
draft-discard = حذف المسودة
draft-reason = سبب تغيير الأسبوع
draft-reason-hint = للمكتب وسجلاته، ولا يُعرض على الناس.
draft-prepare = إعداد الأسبوع
draft-prepare-text = المسودة الجديدة تحل محل الحالية، ويبقى المنشور كما هو حتى تنشرها.
draft-template = نوع الأسبوع
draft-fill = ملء من الأوقات الثابتة
draft-copy = نسخ الأسبوع السابق
draft-add = إضافة إلى المسودة فقط
draft-without = مسودة بدونه

undo-until = يمكن التراجع عن هذا النشر حتى { $time } ما لم يُحجز وقت من أوقاته الجديدة، ولا يُبلَّغ به أحد قبل ذلك.
undo-button = التراجع عن النشر
undo-ask = هل تعيد نشر الأسبوع كما كان قبل ذلك؟
undo-done = تم التراجع عن النشر. الأسبوع منشور كما كان، وعاد ما نشرته مسودة.

cases-title = مواعيد بانتظار البت
cases-lead = لم تعد هذه الأوقات في الأسبوع المنشور. تبقى محجوزة، وأصحابها بانتظار وقت آخر.
cases-why = السبب:
cases-keep = إبقاء الموعد كما هو
cases-kept = بقي الموعد في وقته وأُبلغ صاحبه.
cases-cancel = إلغاء مع ذكر السبب
cases-cancel-button = إلغاء الموعد
cases-reason = سبب الإلغاء
cases-cancelled = أُلغي الموعد وأُبلغ صاحبه.

rules-title = الأوقات الثابتة
rules-lead = تُملأ الأسابيع من هذه الأوقات، ولا يتغير أسبوع منشور إلا بملئه ونشره من جديد.
rules-empty = لا أوقات ثابتة بعد
rules-end = إنهاء العمل به
rules-ended = أُنهي العمل بهذا الوقت.
rules-add-title = إضافة وقت ثابت
rules-add = إضافة الوقت
rules-added = أُضيف الوقت.
rules-weekday = يوم الأسبوع
rules-mode-both = حضوري أو مرئي
week-before = وقت التحضير قبل كل لقاء بالدقائق
rules-access = لمن يُتاح
access-open = مفتوح لاختيار المستفيدين
access-office = يخصصه المكتب
access-urgent-open = محجوز للعاجل ثم يُفتح للاختيار
access-urgent-office = محجوز للعاجل ثم يخصصه المكتب
rules-release = يُفتح المحجوز للعاجل قبل موعده بـ
rules-section = القسم
rules-section-all = الجميع
rules-every = التكرار
rules-every-week = كل أسبوع
rules-every-weeks =
    كل { $weeks-form ->
        [two] أسبوعين
        [few] { $weeks } أسابيع
       *[other] { $weeks } أسبوعًا
    }
rules-valid-from = من يوم
rules-valid-to = إلى يوم
rules-since = من { $day }
rules-until = إلى { $day }

exceptions-title = الاستثناءات
exceptions-lead = ما يختلف في أيام بعينها: سفر أو إجازة أو وقت إضافي. يسري عند ملء الأسبوع ونشره من جديد.
exceptions-empty = لا استثناءات قادمة
exceptions-end = حذف الاستثناء
exceptions-ended = حُذف الاستثناء.
exceptions-add-title = إضافة استثناء
exceptions-add = إضافة الاستثناء
exceptions-added = أُضيف الاستثناء.
exceptions-kind-hint = الساعات أدناه للوقت المضاف أو البديل أو لجزء من اليوم.
exceptions-kind = ما الذي يختلف
exception-remove-day = لا استقبال طوال اليوم
exception-remove = لا استقبال من ساعة إلى أخرى
exception-add = وقت إضافي
exception-replace = هذه الأوقات دون غيرها
exceptions-last-day = إلى يوم
exceptions-reason = السبب
blocks-title = الممنوعون من الحجز
blocks-lead = من يُمنع لا يحجز ولا يطلب لقاء حتى نهاية المدة. يُقال له متى تنتهي وبمن يتصل، ولا يُقال له السبب.
blocks-none = لا أحد ممنوع من الحجز الآن
block-new = منع جديد
block-for = لمن
block-whom = رقم المتابعة أو رقم الهوية
block-whom-hint = رقم المتابعة يمنع حساب صاحبه، ورقم الهوية يمنع كل حساب ثبتت له هذه الهوية
block-whom-unknown = لا يوجد طلب بهذا الرقم، وليس رقم هوية صحيحًا
block-identity = رقم هوية
block-reason = السبب
block-reason-hint = يقرؤه المكتب وحده
block-until = حتى
block-until-wrong = اختر يومًا قادمًا
block-set-button = منع
block-set = سُجّل المنع.
block-lift = رفع المنع
block-lifted = رُفع المنع.

wait-empty = لا أحد ينتظر وقتًا
wait-empty-text = يظهر هنا من طلب إبلاغه حين يتاح وقت.
wait-count = بانتظار وقت
wait-count-urgent = منها العاجل
wait-count-standby = في قائمة الحضور العاجل
wait-count-offered = معروض عليهم وقت الآن
wait-number = الترتيب
wait-standing = بالانتظار
wait-standby = حضور عاجل
wait-offered-until = معروض عليه حتى { $time }

# أنواع الأسابيع
templates-title = أنواع الأسابيع
templates-lead = ما يختلف به كل نوع عن الأوقات الثابتة، لجميع المسؤولين. يسري عند ملء أسبوع بهذا النوع ونشره.
templates-empty = لا أنواع بعد
templates-hours = الاستقبال كل يوم في حدود { $hours }
templates-hours-none = الساعات كما في الأوقات الثابتة
templates-also = ويضاف:
templates-look = عرض
templates-open = عرض وتعديل
templates-add-title = نوع جديد
templates-add-text = بعد إضافته تُضاف إليه أوقاته.
templates-add = إضافة النوع
templates-made = أُضيف النوع. أضف إليه أوقاته إن كانت له أوقات زائدة.
templates-saved = حُفظ الاسم والساعات.
templates-ended = حُذف النوع، وبقيت الأسابيع المنشورة كما هي.
templates-opens = لا استقبال قبل الساعة
templates-closes = لا استقبال بعد الساعة
templates-hours-hint = اترك الساعتين فارغتين لتبقى الساعات كما في الأوقات الثابتة.
templates-says-title = الاسم والساعات
templates-save = حفظ
templates-times = الأوقات المضافة
templates-times-none = لا أوقات مضافة في هذا النوع
templates-time-title = إضافة وقت إلى هذا النوع
templates-time-added = أُضيف الوقت.
templates-time-drop = حذف الوقت
templates-time-dropped = حُذف الوقت.
templates-end = حذف هذا النوع
templates-end-ask = أتريد حذف هذا النوع؟ تبقى الأسابيع المنشورة كما هي.
# القيد والتصنيف والإحالة
inbox-overdue = متأخرة
inbox-overdue-empty = لا طلب متأخر عن مهلته
case-channel = ورد عن طريق
case-holder = الطلب الآن لدى
case-due = مهلة الرد
case-due-by = حتى { $day }
case-due-over = فات موعده: { $day }
case-note = ملاحظة للموظفين عن الإحالة
case-note-hint = تبقى في سير الطلب، ولا يقرؤها صاحبه
case-urgency-reason = سبب التعجيل
case-urgency-reason-hint = لا بد منه لجعل الطلب عاجلًا، ما لم يذكر صاحبه سببًا
file-title = القيد والتصنيف
file-number = رقم القيد
file-number-hint = يُترك خاليًا ليُعطى الرقم التالي في السجل
file-category = التصنيف
file-category-none = لم يُصنف
file-category-missing = اختر التصنيف
file-suggested = ما يدل عليه نص الطلب، مع الكلمات التي دلت عليه:
file-button = قيد الطلب
file-done = حُفظ القيد والتصنيف.
alike-title = طلبات أخرى لصاحب الطلب في الموضوع نفسه
alike-lead = اقرأهما جنبًا إلى جنب قبل القرار.
beside-title = طلبان لشخص واحد
beside-lead = الطلب الذي كنت تقرؤه أولًا، ثم الآخر.
close-title = إغلاق الطلب
close-result = نتيجة الطلب
close-result-hint = يقرؤها صاحب الطلب
close-button = إغلاق الطلب وإبلاغ صاحبه
step-sent = إلى: { $to }
step-reply = كتب صاحب الطلب
