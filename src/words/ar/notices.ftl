### Notices: what goes out by SMS and mail.
###
### The reader's sex is always there as sex. Every notice gets service (what the ministry calls this
### service), reference and link; a code gets code and minutes; a registration gets registration.
### What is about an appointment gets day (both dates), sms-day, short-day, time, place, section,
### mode, way (the mode's code), named (yes or no) and official: when the policy does not let the text say whom one meets,
### named is no and official is empty. The subject of a request, its category and its department
### never stand in a notice.

sms-code =
    رمز الدخول { $code }، صالح { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }. { $sex ->
        [man] لا تشاركه مع أحد
        [woman] لا تشاركيه مع أحد
       *[unknown] ولا تصح مشاركته مع أحد
    }.
sms-received = استلمنا طلبك، ورقم المتابعة { $reference }. لمعرفة حاله في أي وقت: { $link }
sms-booked =
    موعدك{ $named ->
        [yes] {" "}مع { $official }
       *[no] {""}
    }: { $sms-day }، { $time }، { $place }، { $section }. رقم المتابعة { $reference } { $link }
sms-moved = نُقل موعدك { $reference } إلى { $short-day }، { $time }، { $place }. { $link }
sms-time-changing = نعتذر، يلزم تغيير موعدك { $reference } { $short-day }، { $time }، وسنعرض عليك غيره: { $link }
sms-running-late =
    يتأخر موعدك { $reference } اليوم نحو { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }، والمتوقع { $expected }. نعتذر، والتفاصيل: { $link }
sms-time-kept = موعدك { $reference } باقٍ في وقته: { $short-day }، { $time }. { $link }
sms-missed = لم نلتقِ بك في موعدك { $short-day }، { $time }. طلبك { $reference } ما زال قائمًا: { $link }
sms-cancelled = أُلغي موعدك { $short-day }، { $time }. رقم المتابعة { $reference }. التفاصيل: { $link }
sms-call-code =
    رمز المكالمة { $code }، صالح { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }. يُقرأ لموظف مركز الاتصال الذي معكم على الخط وحده.
sms-wrote = كتب مركز الاتصال جوابًا. للقراءة والرد: { $link }
sms-survey =
    { $sex ->
        [man] قيّم خدمتنا
        [woman] قيّمي خدمتنا
       *[unknown] يهمنا تقييم خدمتنا
    } في أقل من دقيقة، ورأيك يصل إلى من يعنيه الأمر: { $link }
sms-approved = قُبل طلبك { $reference }، وسنبلغك بالموعد فور تحديده. لمتابعته: { $link }
sms-routed = أُحيل طلبك { $reference } إلى الجهة المختصة، وسنبلغك بالنتيجة. لمتابعته: { $link }
sms-declined =
    نعتذر عن عدم قبول طلبك { $reference }. { $sex ->
        [man] تجد السبب وما يمكنك عمله هنا
        [woman] تجدين السبب وما يمكنكِ عمله هنا
       *[unknown] السبب وما يمكن عمله هنا
    }: { $link }
sms-answered =
    صدر الرد على طلبك { $reference }. { $sex ->
        [man] اقرأه هنا
        [woman] اقرئيه هنا
       *[unknown] لقراءته
    }: { $link }
sms-closed = اكتمل العمل على طلبك { $reference }. النتيجة هنا: { $link }
sms-result-ready = نتيجة لقائك بشأن الطلب { $reference } جاهزة. للاطلاع عليها: { $link }
sms-asked =
    نحتاج إلى معلومة لإكمال طلبك { $reference }. { $sex ->
        [man] أجب عنها هنا
        [woman] أجيبي عنها هنا
       *[unknown] للإجابة
    }: { $link }

sms-registered = قُيّد طلبك { $reference } برقم القيد { $registration }، وبدأ العمل عليه. لمتابعته: { $link }
sms-not-yet-registered = طلبك { $reference } لدينا ولم يُقيَّد بعد. سنرسل رقم القيد مساء يوم صدوره. لمتابعته: { $link }
sms-withdrawn = سُحب طلبك { $reference } كما طلبت. لتقديم طلب جديد: { $link }
sms-reminder =
    تذكير بموعدك { $short-day }، { $time }، { $place }. { $sex ->
        [man] أحضر هويتك
        [woman] أحضري هويتك
       *[unknown] مع الهوية
    } { $link }
sms-offered = أُتيح لك موعد { $short-day }، { $time }. للقبول قبل { $until }: { $link }
sms-interpreter-link =
    { $sex ->
        [man] أنت مدعو للترجمة
        [woman] أنتِ مدعوة للترجمة
       *[unknown] دعوة للترجمة
    } في جلسة مرئية { $short-day }، { $time }. رابط لمرة واحدة: { $link }
sms-interpreter-freed =
    { $sex ->
        [man] شكرًا لك، لم تعد الترجمة مطلوبة منك في جلسة
        [woman] شكرًا لكِ، لم تعد الترجمة مطلوبة منكِ في جلسة
       *[unknown] شكرًا، لم تعد الترجمة مطلوبة في جلسة
    } { $short-day }، { $time }.
sms-invited = دعوة إلى جلسة مرئية { $short-day }، { $time }. رابط الدخول لمرة واحدة: { $link }

sms-neutral = { $service }: لديك رسالة جديدة. للاطلاع عليها: { $link }

mail-footer =
    { $service }
    هذه رسالة آلية، والرد عليها لا يصل إلينا.

mail-received-subject = استلمنا طلبك، رقم المتابعة { $reference }
mail-received-body =
    السلام عليكم ورحمة الله وبركاته

    استلمنا طلبك، ورقم المتابعة: { $reference }
    سنبلغك بكل خطوة برسالة، فلا حاجة إلى المراجعة للسؤال عنه.

    لمعرفة حاله في أي وقت:
    { $link }

    { mail-footer }

mail-registered-subject = قُيّد طلبك برقم القيد { $registration }
mail-registered-body =
    السلام عليكم ورحمة الله وبركاته

    قُيّد طلبك { $reference } لدى الوزارة برقم القيد { $registration }، وبدأ العمل عليه.

    لمتابعته:
    { $link }

    { mail-footer }

mail-not-yet-registered-subject = لم يُقيَّد طلبك { $reference } بعد
mail-not-yet-registered-body =
    السلام عليكم ورحمة الله وبركاته

    طلبك { $reference } لدينا، ولم يصدر له رقم قيد بعد، ونعتذر عن ذلك.
    سنرسل رقم القيد مساء اليوم الذي يصدر فيه، ولا حاجة إلى المراجعة للسؤال عنه.

    لمتابعته:
    { $link }

    { mail-footer }

mail-withdrawn-subject = سُحب طلبك { $reference }
mail-withdrawn-body =
    السلام عليكم ورحمة الله وبركاته

    سُحب طلبك { $reference } كما طلبت، ويمكن تقديم طلب جديد في أي وقت:
    { $link }

    { mail-footer }

mail-booked-subject = موعدك { $short-day }، { $time }
mail-booked-body =
    السلام عليكم ورحمة الله وبركاته

    { $named ->
        [yes] حُجز موعدك مع { $official }.
       *[no] حُجز موعدك.
    }

    اليوم: { $day }
    الساعة: { $time }
    المكان: { $place }
    القسم: { $section }
    طريقة اللقاء: { $mode }
    رقم المتابعة: { $reference }

    { $sex ->
        [man] أحضر هويتك، وكن في المكان قبل الموعد بعشر دقائق.
        [woman] أحضري هويتك، وكوني في المكان قبل الموعد بعشر دقائق.
       *[unknown] نرجو إحضار الهوية، والحضور قبل الموعد بعشر دقائق.
    }

    { $sex ->
        [man] لتأكيد الموعد أو إلغائه أو إضافته إلى تقويمك، افتح:
        [woman] لتأكيد الموعد أو إلغائه أو إضافته إلى تقويمك، افتحي:
       *[unknown] لتأكيد الموعد أو إلغائه أو إضافته إلى التقويم:
    }
    { $link }

    { mail-footer }

mail-moved-subject = نُقل موعدك إلى { $short-day }، { $time }
mail-moved-body =
    السلام عليكم ورحمة الله وبركاته

    نُقل موعدك، ونعتذر عن التغيير. الموعد الجديد:

    اليوم: { $day }
    الساعة: { $time }
    المكان: { $place }
    القسم: { $section }
    رقم المتابعة: { $reference }

    { $sex ->
        [man] إن لم يناسبك فألغه من هنا، وسنعرض عليك غيره:
        [woman] إن لم يناسبك فألغيه من هنا، وسنعرض عليك غيره:
       *[unknown] إن لم يكن مناسبًا فيمكن إلغاؤه من هنا، وسنعرض غيره:
    }
    { $link }

    { mail-footer }

mail-time-changing-subject = يلزم تغيير موعدك { $short-day }، { $time }
mail-time-changing-body =
    السلام عليكم ورحمة الله وبركاته

    نعتذر، فقد لزم تغيير موعدك { $day }، الساعة { $time }.
    سنعرض عليك وقتًا آخر في أقرب فرصة، ونبلغك برسالة.
    رقم المتابعة: { $reference }

    لمعرفة حال الموعد أو إلغائه:
    { $link }

    { mail-footer }

mail-time-kept-subject = موعدك باقٍ في وقته: { $short-day }، { $time }
mail-time-kept-body =
    السلام عليكم ورحمة الله وبركاته

    أبلغناك من قبل بأن موعدك سيتغيّر، وقد تقرر بقاؤه في وقته:

    اليوم: { $day }
    الساعة: { $time }
    المكان: { $place }
    رقم المتابعة: { $reference }

    لتأكيد الحضور أو إلغاء الموعد:
    { $link }

    { mail-footer }

mail-cancelled-subject = أُلغي موعدك { $short-day }، { $time }
mail-cancelled-body =
    السلام عليكم ورحمة الله وبركاته

    أُلغي موعدك { $day }، الساعة { $time }.
    رقم المتابعة: { $reference }

    { $sex ->
        [man] تجد حال طلبك والمواعيد الأخرى هنا:
        [woman] تجدين حال طلبك والمواعيد الأخرى هنا:
       *[unknown] حال الطلب والمواعيد الأخرى هنا:
    }
    { $link }

    { mail-footer }

mail-missed-subject = موعدك { $short-day }، { $time }
mail-missed-body =
    السلام عليكم ورحمة الله وبركاته

    لم نلتقِ بك في موعدك { $day }، الساعة { $time }.
    طلبك { $reference } ما زال قائمًا، والخطوة التالية هنا:
    { $link }

    { mail-footer }

mail-approved-subject = قُبل طلبك { $reference }
mail-approved-body =
    السلام عليكم ورحمة الله وبركاته

    قُبل طلبك { $reference }، وسنبلغك بالموعد فور تحديده.

    لمتابعته:
    { $link }

    { mail-footer }

mail-routed-subject = أُحيل طلبك { $reference } إلى الجهة المختصة
mail-routed-body =
    السلام عليكم ورحمة الله وبركاته

    أُحيل طلبك { $reference } إلى الجهة المختصة، وسنبلغك بالنتيجة.

    لمتابعته:
    { $link }

    { mail-footer }

mail-declined-subject = بشأن طلبك { $reference }
mail-declined-body =
    السلام عليكم ورحمة الله وبركاته

    نعتذر عن عدم قبول طلبك { $reference }.
    { $sex ->
        [man] تجد السبب وما يمكنك عمله بعد تسجيل الدخول:
        [woman] تجدين السبب وما يمكنكِ عمله بعد تسجيل الدخول:
       *[unknown] السبب وما يمكن عمله يظهران بعد تسجيل الدخول:
    }
    { $link }

    { mail-footer }

mail-answered-subject = صدر الرد على طلبك { $reference }
mail-answered-body =
    السلام عليكم ورحمة الله وبركاته

    صدر الرد على طلبك { $reference }.
    { $sex ->
        [man] تقرؤه بعد تسجيل الدخول:
        [woman] تقرئينه بعد تسجيل الدخول:
       *[unknown] يظهر الرد بعد تسجيل الدخول:
    }
    { $link }

    { mail-footer }

mail-closed-subject = اكتمل العمل على طلبك { $reference }
mail-closed-body =
    السلام عليكم ورحمة الله وبركاته

    اكتمل العمل على طلبك { $reference }.
    تظهر النتيجة بعد تسجيل الدخول:
    { $link }

    { mail-footer }

mail-result-ready-subject = نتيجة لقائك بشأن الطلب { $reference } جاهزة
mail-result-ready-body =
    السلام عليكم ورحمة الله وبركاته

    نتيجة لقائك بشأن الطلب { $reference } جاهزة.
    تظهر النتيجة بعد تسجيل الدخول:
    { $link }

    { mail-footer }

mail-asked-subject = نحتاج إلى معلومة لإكمال طلبك { $reference }
mail-asked-body =
    السلام عليكم ورحمة الله وبركاته

    نحتاج إلى معلومة لإكمال طلبك { $reference }.
    { $sex ->
        [man] تجد السؤال وتجيب عنه بعد تسجيل الدخول:
        [woman] تجدين السؤال وتجيبين عنه بعد تسجيل الدخول:
       *[unknown] يظهر السؤال ومكان الإجابة بعد تسجيل الدخول:
    }
    { $link }

    { mail-footer }

mail-reminder-subject = تذكير بموعدك { $short-day }، { $time }
mail-reminder-body =
    السلام عليكم ورحمة الله وبركاته

    تذكير بموعدك: { $day }، الساعة { $time }
    المكان: { $place }
    رقم المتابعة: { $reference }

    لتأكيد الحضور أو إلغاء الموعد:
    { $link }

    { mail-footer }

mail-offered-subject = وقت متاح لك، { $short-day }، { $time }
mail-offered-body =
    السلام عليكم ورحمة الله وبركاته

    أتيح لك موعد: { $short-day }، الساعة { $time }
    المكان: { $place }

    هذا الوقت لك وحدك حتى الساعة { $until }. للقبول أو الاعتذار:
    { $link }

    { mail-footer }

mail-interpreter-link-subject = دعوة إلى الترجمة في جلسة مرئية، { $short-day }
mail-interpreter-link-body =
    السلام عليكم ورحمة الله وبركاته

    { $sex ->
        [man] أنت مدعو إلى الترجمة في جلسة مرئية.
        [woman] أنتِ مدعوة إلى الترجمة في جلسة مرئية.
       *[unknown] هذه دعوة إلى الترجمة في جلسة مرئية.
    }

    اليوم: { $day }
    الساعة: { $time }

    هذا الرابط يُستعمل مرة واحدة، ولا تصح مشاركته مع أحد:
    { $link }

    { mail-footer }

mail-interpreter-freed-subject = لم تعد الترجمة مطلوبة، { $short-day }
mail-interpreter-freed-body =
    السلام عليكم ورحمة الله وبركاته

    شكرًا، لم تعد الترجمة مطلوبة في الجلسة المرئية: { $day }، الساعة { $time }.

    { mail-footer }

mail-invited-subject = دعوة إلى جلسة مرئية، { $short-day }
mail-invited-body =
    السلام عليكم ورحمة الله وبركاته

    هذه دعوة إلى جلسة مرئية.

    اليوم: { $day }
    الساعة: { $time }

    هذا الرابط يُستعمل مرة واحدة، ولا تصح مشاركته مع أحد:
    { $link }

    { mail-footer }

mail-survey-subject = رأيك في لقائك
mail-survey-body =
    السلام عليكم ورحمة الله وبركاته

    { $sex ->
        [man] نشكرك على حضورك. أجب عن ثلاثة أسئلة في أقل من دقيقة، وسيصل رأيك إلى من يعنيه الأمر:
        [woman] نشكرك على حضورك. أجيبي عن ثلاثة أسئلة في أقل من دقيقة، وسيصل رأيك إلى من يعنيه الأمر:
       *[unknown] نشكر لكم الحضور. هذه ثلاثة أسئلة تُجاب في أقل من دقيقة، ويصل الرأي إلى من يعنيه الأمر:
    }
    { $link }

    { mail-footer }

# Places and calendar files

place-headquarters = المقر الرئيس
calendar-summary =
    { $way ->
        [reception] { $named ->
            [yes] جلسة استقبال مع { $official }
           *[no] جلسة استقبال
        }
        [service] موعد في المركز
       *[other] { $named ->
            [yes] موعد مع { $official }
           *[no] موعد
        }
    }
calendar-description = رقم المتابعة { $reference }. التفاصيل: { $link }
