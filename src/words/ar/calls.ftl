### مركز الاتصال: المكالمات ومطابقة الهوية وقائمة من يُتصل بهم والمراسلة وبطاقة المراجعة وملاحظات المركز.

calls-title = مركز الاتصال
calls-now = الهاتف
calls-back = من يُتصل بهم
calls-texts = المراسلات
calls-log = سجل المكالمات
calls-under-way = لديك مكالمة لم تُنهَ بعد.
calls-go-on = متابعة المكالمة
calls-take = مكالمة واردة
calls-take-text = ابدأ عند الرد، لتُحسب مدة المكالمة وتُسجَّل.
calls-take-button = بدء مكالمة
calls-back-count =
    { $count-form ->
        [zero] لا أحد ينتظر اتصالًا
        [one] شخص واحد ينتظر اتصالًا
        [two] شخصان ينتظران اتصالًا
        [few] { $count } أشخاص ينتظرون اتصالًا
       *[other] { $count } شخصًا ينتظرون اتصالًا
    }
calls-texts-count =
    { $count-form ->
        [zero] لا رسالة تنتظر جوابًا
        [one] رسالة واحدة تنتظر جوابًا
        [two] رسالتان تنتظران جوابًا
        [few] { $count } رسائل تنتظر جوابًا
       *[other] { $count } رسالة تنتظر جوابًا
    }
calls-find-text = برقم المتابعة أو رقم الهوية أو آخر أرقام الجوال: رقم المتابعة والحالة فقط.

call-incoming = مكالمة واردة بدأت { $time }
call-outgoing = مكالمة صادرة بدأت { $time }
call-in-writing = مراسلة بدأت { $time }
call-over = انتهت المكالمة
call-over-text = انتهت هذه المكالمة وسُجّلت.
call-end = إنهاء المكالمة
call-end-text = تُسجَّل المدة تلقائيًا.
call-end-button = إنهاء وتسجيل
call-purpose = الغرض
call-purpose-enquiry = استفسار
call-purpose-request = تقديم طلب
call-purpose-follow-up = متابعة طلب
call-purpose-appointment = موعد
call-purpose-call-back = إبلاغ بإشعار
call-purpose-service = ملاحظة على الخدمة
call-purpose-other = غير ذلك
call-about = رقم متابعة الطلب
call-done-ended = أُنهيت المكالمة وسُجّلت.
call-done-code = أُرسل الرمز إلى جوال المتصل. اطلب منه أن يقرأه لك.
call-done-passed = طابقت الهوية. يمكنك الآن أن تخدم المتصل.
call-done-registered = سُجّل الطلب وأُعطي رقم متابعة.
call-done-booked = حُجز الموعد.
call-done-moved = نُقل الموعد.
call-done-confirmed = أُكّد الحضور.
call-done-cancelled = أُلغي الموعد.
call-done-told = سُجّل أن المتصل أُبلغ.
call-done-reach = حُفظت طريقة التواصل.
call-case-closed = التفاصيل محجوبة عن مركز الاتصال
call-no-cases = لا طلبات لهذا المتصل بعد
call-register = تسجيل طلب
call-register-lead = اكتب بكلمات المتصل، ثم اقرأ عليه رقم المتابعة بعد الحفظ.
call-register-button = حفظ الطلب
call-who-missing = اكتب اسم المتصل كاملًا واختر: رجل أو امرأة
call-service = موعد لخدمة في مركز
call-confirm = تأكيد الحضور
call-move = نقل الموعد
call-cancel = إلغاء الموعد
call-choose = حجز موعد
call-time-read = اقرأ الأوقات على المتصل، واختر ما يناسبه.

# The script
script-title = من المتصل؟
script-say = ماذا تقول وماذا تسأل
script-say-1 = قل: «حفاظًا على خصوصيتك نتحقق أولًا من هويتك.»
script-say-2 = اسأل عن رقم الهوية أو الإقامة، ثم أعد قراءته عليه رقمًا رقمًا حتى يقول نعم.
script-say-3 = اسأل عن جواله كاملًا، أو آخر أربعة أرقام منه، أو رقم المتابعة، ثم أعد قراءته عليه.
script-say-4 = سيصل رمز إلى جواله: اطلب أن يقرأه لك. لا تقرأ أنت شيئًا من طلباته قبل ذلك.
script-ask = ما قاله المتصل
script-identity-hint = كما قاله المتصل. يُترك فارغًا لمن لا هوية له ولا إقامة
script-known = الجوال أو آخر أرقامه أو رقم المتابعة
script-known-hint = لمن لا جوال له: رقم المتابعة من بطاقته المطبوعة
script-known-rung-hint = رقم المتابعة، لمن لا هوية له ولا إقامة
script-known-wrong = اكتب جوالًا كاملًا، أو آخر أربعة أرقام على الأقل، أو رقم متابعة
script-read-back = القراءة على المتصل
script-read-back-yes = قرأت عليه ما كتبت، فقال نعم
script-read-back-missing = أعد القراءة على المتصل أولًا، ثم ضع العلامة
script-compare = مطابقة
script-code-title = الرمز الذي وصل إلى جواله
script-code = الرمز
script-code-hint = ستة أرقام يقرؤها المتصل
script-code-button = تأكيد الهوية
script-closed = لم تطابق الهوية ثلاث مرات. اعتذر، وادعُ المتصل إلى مراجعة أقرب مركز ببطاقته، ثم أنهِ المكالمة.
proof-code = طابقت الهوية بالرمز
proof-slip = طابقت الهوية بالبطاقة المطبوعة
proof-rung = طابقت الهوية على الهاتف الذي تركه
proof-sign-in = كتب بعد دخوله بجواله
read-back-title = اقرأ على المتصل
read-back-reference = رقم المتابعة { $reference }

# How somebody is reached
reach-title = طريقة التواصل
reach-phone = الهاتف
reach-phone-hint = هاتف لا تصله الرسائل، لمن لا جوال له
reach-how = من لا يسمع
reach-text-only = لا يُتصل به هاتفيًا أبدًا، بل يُكتب إليه
reach-text-only-tag = كتابة فقط
reach-saved = حُفظت طريقة التواصل.

# The call-back list
owed-title = يُبلَّغ المتصل
owed-told = أُبلغ
back-lead = من لا تصلهم رسالة: لكل إشعار اتصال. لا يُقال شيء قبل مطابقة الهوية، ومن لا يسمع لا يُتصل به.
back-none = لا أحد ينتظر اتصالًا
back-who = الاسم
back-why = السبب
back-by = قبل
back-ring = اتصال
back-tried = لم يجب
back-slip = سُلّمت البطاقة المطبوعة
back-no-phone = لا هاتف له
back-late = تأخر
back-tries =
    { $count-form ->
        [one] لم يجب مرة
        [two] لم يجب مرتين
        [few] لم يجب { $count } مرات
       *[other] لم يجب { $count } مرة
    }
back-told-title = آخر من أُبلغوا
back-told-at = أُبلغ
back-done-tried = سُجّل أنه لم يجب، ويُعاد الاتصال بعد ساعتين.
back-done-slip = سُجّل تسليم البطاقة.

# The log
log-count =
    { $count-form ->
        [zero] لا مكالمات
        [one] مكالمة واحدة
        [two] مكالمتان
        [few] { $count } مكالمات
       *[other] { $count } مكالمة
    }
log-all = الكل
log-way = الاتجاه
log-agent = الموظف
log-own = مكالماتي
log-none = لا مكالمات في هذه الأيام
log-time = الوقت
log-minutes = المدة
direction-in = واردة
direction-out = صادرة
way-voice = صوت
way-text = كتابة

# Writing with people who cannot telephone
conversations-lead = لمن لا يسمع أو لا يستطيع الكلام. تصله رسالة نصية كلما كتبت له.
texts-none = لا مراسلات بعد
texts-last = آخر رسالة
texts-waits = ينتظر جوابًا
texts-answer = الجواب
texts-send = إرسال
texts-done-sent = أُرسل الجواب، ووصلت إليه رسالة نصية بذلك.
texts-act = الخدمة نيابة عنه
texts-act-text = كتب بعد دخوله بجواله، فيمكنك أن تحجز له وتنقل وتلغي كما في المكالمة.
texts-act-button = فتح طلباته
nav-write = المراسلة
write-title = الكتابة إلى مركز الاتصال
write-lead = لمن لا يسمع أو لا يستطيع الكلام في الهاتف. نجيب كتابة من 8 صباحًا إلى منتصف الليل، وتصل رسالة نصية عند الجواب.
write-none = لم يُكتب شيء بعد
write-text = الرسالة
write-send = إرسال
write-sent = وصلت الرسالة. تصل رسالة نصية عند الجواب.
write-wrong = الرسالة من حرف واحد إلى 1000 حرف
write-centre = مركز الاتصال
write-me = رسالتي
write-reach-title = الاتصال الهاتفي
write-never-rung = لا نتصل هاتفيًا أبدًا، بل نكتب.
write-may-be-rung = قد نتصل هاتفيًا عند الحاجة.
write-ring-me = يمكن الاتصال بي
write-never-ring-me = الكتابة فقط، من دون اتصال

# The printed slip
slip-title = بطاقة المراجعة
slip-lead = تُطبع وتُسلَّم لصاحبها. ليس فيها اسم ولا موضوع.
slip-print = بطاقة للطباعة
slip-reference = رقم المتابعة
slip-state = الحالة
slip-keep = احتفظ بهذه البطاقة: بها تُعرف الحالة في أي مركز وفي مركز الاتصال.
slip-follow = للمتابعة من الجوال:
slip-rung = لا جوال مسجَّل: إن تُرك لنا رقم هاتف اتصلنا عليه عند كل جديد، ويمكن السؤال في أي مركز.

# Remarks for the manager of a centre
remarks-title = ملاحظات الناس
remarks-open = لم تُتابع بعد
remarks-followed = توبعت
remarks-lead = ما كتبه الناس في الاستبيان، من دون أسمائهم.
remarks-link = رابط عام للتقييم، يُعلَّق في المركز:
remarks-none = لا ملاحظات هنا
remarks-mark = التقييم { $mark } من 5
remarks-obstacle = واجه صعوبة
remarks-follow = ماذا فُعل بها؟
remarks-what = ما فُعل
remarks-follow-button = حفظ
remarks-followed-done = حُفظت المتابعة.
asked-meeting = بعد لقاء
asked-visit = بعد مراجعة
asked-call = بعد مكالمة
asked-public = من الرابط العام
