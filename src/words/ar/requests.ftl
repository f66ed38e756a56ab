### متابعة الطلب، والمرفقات، وما يضيفه صاحب الطلب.

# المرفقات
attachments-label = إرفاق ملفات
attachments-hint = ملفات PDF أو صور JPEG أو PNG أو HEIC. لا يزيد الملف على { $size }، ولا تزيد الملفات على { $most }، خمسة في المرة الواحدة على الأكثر.
attachments-at-once = لا تُرسل أكثر من 5 ملفات في المرة الواحدة. أرسل الباقي بعدها.
attachment-large = الملف أكبر من { $size }. صوّره بدقة أقل أو قسّمه.
attachment-remove = حذف
papers-title = المرفقات
check-papers = المرفقات
size-mb = { $count } ميغابايت
size-kb = { $count } كيلوبايت

# لمن الطلب، وهل هو عاجل
other-summary = الطلب عن شخص آخر، أو عاجل
other-applicant = اسم صاحب الطلب، إن كنت تقدّمه عن غيرك
other-applicant-hint = اتركه خاليًا إن كان الطلب لك
other-basis = بموجب
other-basis-none = لم يُحدد
other-basis-missing = اختر ما تقدّم الطلب بموجبه
other-until = سارية حتى
other-until-wrong = اكتب التاريخ كاملًا: السنة والشهر واليوم
other-concerned = من يخصه الطلب، إن كان غيرك
other-concerned-hint = يُحفظ الاسم مشفّرًا
urgent-label = سبب الاستعجال، إن كان الطلب عاجلًا
urgent-hint = يقرر المكتب هل يُقدَّم الطلب على غيره

# ما يُكتب يُحفظ
draft-kept = حُفظ ما كتبته.
draft-unsaved = انقطع الاتصال. ما كتبته باقٍ في الصفحة، وسيُحفظ عند عودة الاتصال.

# الإضافة إلى الطلب
reply-title = إضافة إلى الطلب
reply-asked = سؤال المكتب
reply-answer = الإجابة عن السؤال
reply-label = ما تريد إضافته
reply-send = إرسال
reply-done = أُضيف ما أرسلته إلى الطلب.

# المتابعة
track-title = متابعة طلب
track-lead = اكتب رقم المتابعة، ونرسل رمزًا إلى الجوال المسجل في الطلب.
track-reference-hint = كما ورد في الرسالة، مثل 2CDF-4HJK
track-button = إرسال الرمز
track-code-lead = إن كان رقم المتابعة صحيحًا وصلت إلى الجوال المسجل في الطلب رسالة فيها رمز. إن لم تصل خلال دقائق فقد أُرسلت إليه رموز كثيرة: تمكن المحاولة بعد ساعة، أو سؤال مركز الاتصال.
track-code-button = عرض الطلب
track-other = متابعة طلب آخر
track-sign-in = كل طلباتي بتسجيل الدخول
track-instead = متابعة طلب برقم المتابعة
track-holder = الطلب الآن لدى
track-by = متى؟
track-number = رقم القيد
track-due = في موعد أقصاه { $day }
track-due-over = كان متوقعًا { $day }، وتأخر عن ذلك. نعتذر.
track-sent = أُحيل إلى: { $to }
track-replied = ما كتبته أنت
next-asked = ننتظر جوابك عما سُئلت عنه، ثم نكمل العمل على الطلب.

# الطلب الوارد على ورق
intake-channel = ورد عن طريق
intake-dated = تاريخ الخطاب
intake-sender-number = رقم الخطاب عند مرسله
intake-title = تسجيل طلب ورد كتابةً أو هاتفًا
intake-lead = لما ورد بخطاب أو فاكس أو بريد إلكتروني أو رسالة صوتية. الهوية المكتوبة لا تُعد مثبتة حتى تُرى.
intake-kind-choose = اختر نوع الطلب
intake-kind-missing = اختر نوع الطلب
intake-paper-title = بيانات الخطاب أو الفاكس أو البريد
intake-needs = الاحتياجات والترجمة
intake-paper-hint = للبريد والفاكس والبريد الإلكتروني
intake-register-title = القيد
intake-register-now = قيد الطلب الآن
intake-register-no = يقيده المكتب لاحقًا
intake-register-yes = نعم، برقم القيد والتصنيف أدناه
intake-dated-wrong = اكتب تاريخ الخطاب كاملًا، ولا يكون بعد اليوم
intake-until-wrong = اكتب تاريخ انتهاء التمثيل كاملًا، ولا يكون قد مضى
intake-draft = هذه مسودة لم تُرسل. أكملها أو ابدأ من جديد.
intake-draft-drop = البدء من جديد
