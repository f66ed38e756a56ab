### The citizen's pages, in the order in which a person meets them.
### Every text may select on sex (man, woman, unknown): the reader's, as far as it is known.

# Start

start-title = طلب لقاء المسؤول، حضوريًا أو بالاتصال المرئي
start-lead = من جوالك وفي دقائق. تصلك رسالة بكل خطوة، فلا حاجة إلى السفر ولا إلى المراجعة للسؤال.
start-button = بدء طلب جديد
start-follow = متابعة طلب سابق
start-what = ما الذي يمكن طلبه؟
start-who = لمن هذه الخدمة؟
start-who-text = للمواطنين والمقيمين، رجالًا ونساءً، ولمن يمثلهم.
start-long = كم تستغرق؟
start-long-text = نحو خمس دقائق، في أي ساعة من اليوم، ومن دون رسوم.
start-need = ما الذي يلزم؟
start-need-text = رقم الهوية أو الإقامة، وجوال سعودي يستقبل الرسائل.
start-phone = هل تفضّلون الحديث إلينا؟
start-steps = كيف يسير الطلب؟
start-step-ask = يُقدَّم الطلب ويصل رقم المتابعة فورًا
start-step-time = يُحدَّد اليوم والوقت، في المقر أو في مركز قريب
start-step-meet = يتم اللقاء، حضوريًا أو بالصوت والصورة
start-step-rate = يُقيَّم اللقاء، ويصل الرأي إلى من يعنيه الأمر

kind-text-meeting = لقاء المسؤول في المقر، أو بالاتصال المرئي من أقرب مركز
kind-text-transaction = معاملة تُعرض على المسؤول
kind-text-complaint = شكوى من إجراء أو تأخير
kind-text-suggestion = اقتراح أو رأي في الخدمات
kind-text-enquiry = سؤال عن خدمة أو إجراء

# Signing in

sign-in-title = تسجيل الدخول
sign-in-lead = نرسل إلى جوالك رمزًا من ستة أرقام.
sign-in-scope = يثبت الرمز أن الجوال معك، ولا يثبت هويتك؛ لذلك لا يظهر بعد الدخول إلا ما قُدّم من هذا الجوال نفسه.
identity-label = رقم الهوية أو الإقامة
identity-hint = عشرة أرقام، تبدأ بالرقم 1 للمواطن وبالرقم 2 للمقيم
mobile-label = رقم الجوال
mobile-hint = مثل 0501234567
sign-in-button = إرسال الرمز
code-title =
    { $sex ->
        [man] أدخل الرمز
        [woman] أدخلي الرمز
       *[unknown] إدخال الرمز
    }
code-lead = أرسلنا إلى جوالك رسالة فيها رمز من ستة أرقام.
code-label = الرمز
code-hint = ستة أرقام، ويمكن لصقه
code-button = دخول
code-missing = الرمز مطلوب، وهو ستة أرقام
code-late = هل تأخرت الرسالة؟
code-again = إرسال رمز جديد
code-other = تغيير رقم الهوية أو الجوال

# Steps of a new request

steps-label = خطوات الطلب
step-what = الطلب
step-who = اللقاء
step-errand = الخدمة
step-about = الموضوع
step-you = البيانات
step-time = الوقت
step-check = المراجعة

ask-title =
    { $sex ->
        [man] ماذا تطلب؟
        [woman] ماذا تطلبين؟
       *[unknown] ما الطلب؟
    }
ask-kind-missing = نوع الطلب مطلوب
ask-errand = موعد لخدمة في المركز
ask-errand-text =
    { $sex ->
        [man] تحضر إلى نافذة الخدمة في اليوم والوقت اللذين تختارهما
        [woman] تحضرين إلى نافذة الخدمة في اليوم والوقت اللذين تختارينهما
       *[unknown] حضور إلى نافذة الخدمة في يوم ووقت مختارين
    }

errand-title = ما الخدمة، وأين؟
errand-service = الخدمة
errand-service-missing = نحتاج إلى معرفة الخدمة
errand-centre = المركز
errand-centre-hint = أو الوحدة المتنقلة في محطاتها، أو زيارة إلى المنزل لمن لا يستطيع الحضور
errand-centre-missing = نحتاج إلى معرفة مركز تُقدَّم فيه هذه الخدمة

meeting-title = مع من يكون اللقاء، وأين؟
meeting-official = مع من يكون اللقاء؟
meeting-official-missing = نحتاج إلى معرفة من يُطلب لقاؤه
meeting-open = أوقاته معروضة للاختيار المباشر
meeting-closed = يدرس المكتب الطلب أولًا، ثم نبلغك بالموعد
meeting-mode = كيف يكون اللقاء؟
meeting-mode-missing = نحتاج إلى معرفة طريقة اللقاء
meeting-mode-not-held = لا يعقد هذا المسؤول جلسات استقبال في الأيام القادمة، فنرجو اختيار مسؤول آخر أو طريقة أخرى
mode-text-video = من غرفة اتصال مرئي في المركز الذي يناسبك
mode-text-in-person = وجهًا لوجه، والعنوان في رسالة الموعد
mode-text-reception =
    { $sex ->
        [man] تحضر مجلس المسؤول مع غيرك، وتختار اليوم بنفسك
        [woman] تحضرين مجلس المسؤول مع غيرك، وتختارين اليوم بنفسك
       *[unknown] حضور مجلس المسؤول مع آخرين، واليوم يُختار مباشرة
    }
mode-text-service = في نافذة من نوافذ المركز
meeting-centre = المركز
meeting-centre-hint =
    { $sex ->
        [man] للاتصال المرئي: المركز الأقرب إليك
        [woman] للاتصال المرئي: المركز الأقرب إليكِ
       *[unknown] للاتصال المرئي: المركز الأقرب
    }
meeting-centre-choose = اختيار المركز
meeting-centre-missing = نحتاج إلى معرفة المركز للاتصال المرئي
meeting-hours-note = يُعرض كل وقت لا يشغله موعد آخر؛ وما لا يُعرض غير متاح.

about-title = ما موضوع الطلب؟
subject-label = الموضوع
subject-hint = سطر واحد، مثل: تأخر معاملة لدى البلدية
subject-missing = الموضوع مطلوب
subject-long = الموضوع أطول من { $most } حرف
details-label = التفاصيل
details-hint =
    { $sex ->
        [man] اكتب ما حدث وما تطلبه. يقرؤه موظفو المكتب المختصون وحدهم.
        [woman] اكتبي ما حدث وما تطلبينه. يقرؤه موظفو المكتب المختصون وحدهم.
       *[unknown] ما حدث وما المطلوب. يقرؤه موظفو المكتب المختصون وحدهم.
    }
details-long = التفاصيل أطول من { $most } حرف
needs-legend = هل يلزم شيء من هذا؟
needs-hint = نسأل قبل اختيار الوقت، لأن الأوقات المعروضة تتبع ما يلزم.
need-text-sign-language = ينضم مترجم لغة إشارة إلى الجلسة، وعند البوابة والنافذة
need-text-wheelchair = مدخل وغرفة بلا درج
need-interpreter-label = مترجم إلى لغة أخرى
need-interpreter-none = لا يلزم
need-companions-label = عدد المرافقين
need-companions-hint = حتى { $most } مرافقين
needs-wrong = عدد المرافقين من 0 إلى { $most }

profile-title =
    { $sex ->
        [man] عرّفنا بك
        [woman] عرّفينا بكِ
       *[unknown] بيانات صاحب الطلب
    }
profile-lead = نسأل عنها مرة واحدة، قبل أول حجز.
profile-why-sex = به يُحدَّد قسم الرجال أو قسم النساء في المركز.
profile-saved = حُفظت البيانات.
name-label = الاسم
name-hint = كما في الهوية، بالعربية أو بالإنجليزية
name-missing = الاسم مطلوب
name-wrong = الاسم حروف عربية أو لاتينية، من حرفين إلى { $most } حرف
sex-label = الجنس
sex-missing = نحتاج إلى معرفة القسم الذي يستقبلك
region-label = المنطقة
region-choose = بلا تحديد
email-label = البريد الإلكتروني
email-hint = نرسل إليه تأكيد الموعد مع الرسالة النصية
mobile-fixed = الجوال لا يتغير من هنا: يتغير عند بوابة المركز بعد رؤية الهوية.

# Choosing a time

time-title =
    { $sex ->
        [man] اختر الوقت
        [woman] اختاري الوقت
       *[unknown] اختيار الوقت
    }
time-lead = الأوقات بتوقيت المركز، ويُحجز الوقت المختار لك بضع دقائق حتى يُرسل الطلب.
time-first = أقرب وقت متاح
time-first-button = حجز هذا الوقت
time-nearest = أقرب الأوقات المتاحة
time-days = كل الأيام
time-day-free =
    { $free-form ->
        [zero] لا أوقات
        [one] وقت واحد
        [two] وقتان
        [few] { $free } أوقات
        [many] { $free } وقتًا
       *[other] { $free } وقت
    }
time-seats-left =
    { $free-form ->
        [zero] لا مقاعد
        [one] بقي مقعد واحد
        [two] بقي مقعدان
        [few] بقيت { $free } مقاعد
        [many] بقي { $free } مقعدًا
       *[other] بقي { $free } مقعد
    }
time-places-left =
    { $free-form ->
        [zero] لا أماكن
        [one] بقي مكان واحد
        [two] بقي مكانان
        [few] بقيت { $free } أماكن
        [many] بقي { $free } مكانًا
       *[other] بقي { $free } مكان
    }
time-hold-button = متابعة بهذا الوقت
time-missing = نحتاج إلى معرفة الوقت المناسب
time-none = لا توجد أوقات متاحة الآن
time-none-text = تُفتح أوقات جديدة كل أسبوع، وقد يتاح وقت عند إلغاء موعد. يمكن تجربة مركز آخر، أو طريقة أخرى للقاء.
time-with-needs = تُعرض الأوقات التي يتوفر فيها: { $needs }.
time-slot-label = { $day }، { $time }

# Waiting for a time

wait-list = قائمة الانتظار
wait-title =
    { $sex ->
        [man] أبلغني إذا أتيح وقت
        [woman] أبلغوني إذا أتيح وقت
       *[unknown] إبلاغي إذا أتيح وقت
    }
wait-ask = لا وقت مناسب هنا؟
wait-lead = إذا أتيح وقت يناسبك أرسلنا إليك رسالة، وبقي الوقت لك وحدك { $length } أو أقل إذا كان قريبًا، ثم يُعرض على من بعدك.
wait-order = الترتيب معلن: الطلبات العاجلة أولًا، ثم الأسبق استلامًا، ثم رقم المتابعة؛ ولا يُعرض على أحد وقت لا يناسبه.
wait-mode-any = أي طريقة متاحة
wait-centre-any = أي مركز
wait-not-on = أيام لا تناسب
wait-hours = أي ساعات اليوم تناسب؟
wait-hours-any = أي وقت
wait-hours-morning = قبل الظهر
wait-hours-afternoon = بعد الظهر
wait-near-legend = قائمة الحضور العاجل
wait-near =
    { $sex ->
        [man] أنا قريب وأستطيع الحضور سريعًا
        [woman] أنا قريبة وأستطيع الحضور سريعًا
       *[unknown] المكان قريب والحضور السريع ممكن
    }
wait-near-text = ما يُلغى قبل موعده بقليل يُعرض أولًا على من في هذه القائمة، ومدة الرد أقصر.
wait-button = الانضمام إلى قائمة الانتظار
wait-done = الطلب في قائمة الانتظار، وتصل رسالة حين يتاح وقت مناسب.
wait-left = خرج الطلب من قائمة الانتظار.
wait-place = المكان { $number } من { $of }. حين يتاح وقت مناسب تصلك رسالة برابط.
wait-offered = وصلتك رسالة بوقت متاح، وهو محفوظ لك حتى الساعة { $time }.
wait-leave = الخروج من قائمة الانتظار

# An offered time

offer-title = وقت متاح لك
offer-lead = أتيح هذا الوقت، وهو لك وحدك حتى تنتهي المدة.
offer-accept = قبول الموعد
offer-decline = اعتذار عنه
offer-decline-text = عند الاعتذار يُعرض الوقت على من بعدك، ويبقى مكانك في قائمة الانتظار.
offer-accepted = حُجز هذا الموعد، وتصلك رسالة فيها اليوم والوقت والمكان.
offer-declined = شكرًا، عُرض هذا الوقت على غيرك، ومكانك في قائمة الانتظار باقٍ.
offer-lapsed = انتهت مدة هذا العرض وانتقل إلى غيرك، ومكانك في قائمة الانتظار باقٍ.

# The held slot, and checking the answers

held-title = هذا الوقت محجوز لك مؤقتًا
held-until = حتى الساعة { $time }
held-left = بقي من الوقت
held-said = بقي { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
held-said-last = بقي نصف دقيقة
held-said-over = انتهى الحجز المؤقت
held-release = اختيار وقت آخر
held-extend = تمديد الحجز المؤقت، مرة واحدة
check-title =
    { $sex ->
        [man] راجع إجاباتك ثم أكّد
        [woman] راجعي إجاباتك ثم أكّدي
       *[unknown] مراجعة الإجابات والتأكيد
    }
check-kind = نوع الطلب
check-official = مع
check-mode = طريقة اللقاء
check-centre = المركز
check-service = الخدمة
check-section = القسم
check-day = اليوم
check-time = الوقت
check-subject = الموضوع
check-details = التفاصيل
check-needs = ما يلزم
check-needs-none = لا شيء
check-name = الاسم
check-mobile = الجوال
check-email = البريد الإلكتروني
check-declare =
    { $sex ->
        [man] بتأكيدك تقر بأن ما كتبته صحيح.
        [woman] بتأكيدك تقرين بأن ما كتبتِه صحيح.
       *[unknown] التأكيد إقرار بصحة ما كُتب.
    }
check-book = تأكيد الحجز
check-send = إرسال الطلب
check-later-answer = يصلك رقم المتابعة فورًا، ثم يدرس المكتب الطلب ونبلغك بالنتيجة برسالة.
check-later = يدرس المكتب هذا الطلب، ثم نبلغك بالموعد برسالة.

# Done

done-booked = حُجز موعدك
done-received = استلمنا طلبك
done-reference = رقم المتابعة
done-copy = نسخ رقم المتابعة
done-next = ما الذي يحدث الآن؟
done-next-sms = تصلك الآن رسالة نصية فيها رقم المتابعة.
done-next-sms-booked = تصلك الآن رسالة نصية فيها اليوم والوقت والمكان.
done-next-mail = يصلك التأكيد بالبريد الإلكتروني أيضًا.
done-next-bring =
    { $sex ->
        [man] أحضر هويتك، وكن في المكان قبل الموعد بعشر دقائق.
        [woman] أحضري هويتك، وكوني في المكان قبل الموعد بعشر دقائق.
       *[unknown] نرجو إحضار الهوية، والحضور قبل الموعد بعشر دقائق.
    }
done-next-change = إذا تغيّر شيء أبلغناك برسالة في الحال.
done-next-decision = يدرس المكتب الطلب، ونبلغك بالقرار برسالة.
done-calendar = إضافة إلى التقويم
done-follow = متابعة الطلب

# My requests

requests-title = طلباتي
requests-none = لا طلبات من هذا الجوال بعد
requests-none-text = ما يُقدَّم من هذا الجوال وبهذه الهوية يظهر هنا في كل خطوة.
requests-new = طلب جديد
requests-received = استُلم في { $day }
request-title = الطلب { $reference }
request-now = حاله الآن
request-next = الخطوة التالية
request-timeline = ما تم حتى الآن
request-facts = ما كُتب في الطلب
request-appointment = الموعد
request-answer = رد المكتب
request-question = سؤال من المكتب

next-request-received = يطّلع عليه المكتب ويقيّده.
next-request-registered = يدرسه المكتب ويقرر فيه.
next-request-in-review = يقرر المكتب فيه، ونبلغك بالقرار برسالة.
next-request-routed = تعمل عليه الجهة المختصة، ونبلغك بالنتيجة برسالة.
next-request-approved = يحدد المكتب الموعد، ونبلغك به برسالة.
next-request-scheduled =
    { $sex ->
        [man] احضر في الموعد ومعك هويتك.
        [woman] احضري في الموعد ومعكِ هويتك.
       *[unknown] الحضور في الموعد مع الهوية.
    }
next-request-answered = لا شيء مطلوب منك. الرد مكتوب في هذه الصفحة.
next-request-declined = يمكن تقديم طلب جديد في أي وقت.
next-request-closed = لا شيء مطلوب منك.
next-request-withdrawn = يمكن تقديم طلب جديد في أي وقت.

appointment-confirm = تأكيد الحضور
appointment-confirmed = شكرًا، سُجّل تأكيد حضورك.
appointment-cancel = إلغاء الموعد
appointment-move = تغيير الوقت
appointment-address = العنوان
appointment-where = المكان
appointment-with = مع
appointment-reference = رقم الموعد

# Cancelling

cancel-title =
    { $sex ->
        [man] هل تريد إلغاء الموعد؟
        [woman] هل تريدين إلغاء الموعد؟
       *[unknown] هل يُلغى الموعد؟
    }
cancel-lead = عند الإلغاء يُعرض هذا الوقت على غيرك في الحال، ولا يمكن استرجاعه.
cancel-reason = سبب الإلغاء
cancel-button = نعم، إلغاء الموعد
cancel-keep = لا، الإبقاء على الموعد
cancel-done = أُلغي الموعد، وأُرسلت رسالة بذلك.

withdraw-link = سحب الطلب
withdraw-title =
    { $sex ->
        [man] هل تريد سحب الطلب؟
        [woman] هل تريدين سحب الطلب؟
       *[unknown] هل يُسحب الطلب؟
    }
withdraw-lead = بعد السحب لا يُعمل على هذا الطلب ولا يمكن الرجوع فيه. يمكن تقديم طلب جديد في أي وقت.
withdraw-button = نعم، سحب الطلب
withdraw-keep = لا، الإبقاء على الطلب
withdraw-done = سُحب الطلب، وأُرسلت رسالة بذلك.

# Moving

move-title =
    { $sex ->
        [man] اختر وقتًا آخر
        [woman] اختاري وقتًا آخر
       *[unknown] اختيار وقت آخر
    }
move-lead = موعدك الآن: { $was }. يبقى لك حتى يثبت الوقت الجديد.
move-was = الموعد الحالي
move-centre = المركز
move-centre-button = عرض أوقات هذا المركز
move-none-text = لا وقت آخر متاحًا الآن، وموعدك باقٍ كما هو. قد يتاح وقت عند إلغاء موعد.
move-check-title = نقل الموعد إلى هذا الوقت؟
move-check-lead = عند النقل يُعرض وقتك الحالي على غيرك في الحال.
move-button = نعم، نقل الموعد
move-other = اختيار وقت غيره
move-done = نُقل الموعد، وأُرسلت رسالة بالوقت الجديد.

# The link of a message

coming-title = موعدك
coming-lead = نرجو تأكيد الحضور. إن لم يعد الوقت مناسبًا فتغييره أو إلغاؤه يتيحه لغيرك.
coming-request = تفاصيل الطلب
coming-change = لتغيير الوقت أو إلغاء الموعد
coming-change-text = يلزم تسجيل الدخول برقم الهوية ورمز يصل إلى الجوال.

# Survey

survey-title-meeting = كيف كان اللقاء؟
survey-title-visit = كيف كانت المراجعة؟
survey-title-call = كيف كانت المكالمة؟
survey-title-public = كيف كانت الخدمة في المركز؟
survey-lead = ثلاثة أسئلة، أقل من دقيقة. يصل الجواب إلى من يعنيه الأمر من دون اسمك.
survey-mark = ما تقييمك للخدمة؟
survey-mark-low = 1 ضعيفة
survey-mark-high = 5 ممتازة
survey-mark-1 = ضعيفة
survey-mark-2 = مقبولة
survey-mark-3 = جيدة
survey-mark-4 = جيدة جدًا
survey-mark-5 = ممتازة
survey-obstacle =
    { $sex ->
        [man] هل واجهت صعوبة؟
        [woman] هل واجهتِ صعوبة؟
       *[unknown] هل كانت هناك صعوبة؟
    }
survey-first-time =
    { $sex ->
        [man] هل هذه أول مرة تطلب فيها لقاء المسؤول؟
        [woman] هل هذه أول مرة تطلبين فيها لقاء المسؤول؟
       *[unknown] هل هذه أول مرة يُطلب فيها لقاء المسؤول؟
    }
survey-remark = ملاحظة أو اقتراح
survey-button = إرسال الجواب
survey-mark-missing = التقييم مطلوب، من 1 إلى 5
survey-choice-missing = نحتاج إلى جواب: نعم أو لا
survey-thanks = وصل جوابك، وشكرًا لك
survey-thanks-text = يقرأ مدير المركز كل جواب، وتُنشر النتائج من دون أسماء.

# Regions

region-riyadh = الرياض
region-makkah = مكة المكرمة
region-madinah = المدينة المنورة
region-qassim = القصيم
region-eastern = المنطقة الشرقية
region-asir = عسير
region-tabuk = تبوك
region-hail = حائل
region-northern-borders = الحدود الشمالية
region-jazan = جازان
region-najran = نجران
region-bahah = الباحة
region-jawf = الجوف

# الدور عند كثرة الطالبين

turn-title = دورك محفوظ
turn-lead = يطلب المواعيد الآن عدد كبير من الناس، فندخلهم بالدور حسب وقت وصولهم.
turn-number = رقمك في الدور
turn-before = { $before-form ->
    [one] أمامك شخص واحد
    [two] أمامك شخصان
    [few] أمامك { $before } أشخاص
    [many] أمامك { $before } شخصًا
   *[other] أمامك { $before } شخص
  }
turn-next = دورك هو التالي
turn-expected = الانتظار المتوقع تقريبًا: { $time }
turn-soon = الانتظار المتوقع: أقل من دقيقة
turn-self = اترك هذه الصفحة مفتوحة: تتجدد وحدها وتنقلك إلى المواعيد حين يأتي دورك.
turn-kept = ما كتبته محفوظ. تحديث الصفحة لا يقدّم دورك ولا يؤخره.
turn-lapses = مهلة الدخول إذا جاء دورك والصفحة مغلقة: { $time }. بعدها تأخذ دورًا جديدًا.
turn-again = تحديث الآن
turn-came = جاء دورك. الوقت الذي اخترته وأقرب الأوقات إليه في أعلى الصفحة؛ اختر واحدًا منها.

messages-language = لغة الرسائل
whose-label = لمن هذا الجوال؟
whose-hint = إن كان يقرؤه غير صاحب الطلب فلا تُذكر في الرسائل أي تفاصيل، ورمز الدخول وحده يصل كاملًا.
whose-own = لصاحب الطلب وحده
whose-shared = مشترك، أو لأحد الأقارب
