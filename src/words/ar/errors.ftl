### What is said when something cannot be done: refusals, wrong fields, missing pages.

error-summary = لم نتمكن من المتابعة. نرجو تصحيح ما يلي:
error-prefix = خطأ:

not-found-title = الصفحة غير موجودة
not-found-text = ربما تغيّر العنوان، أو لم تعد الصفحة متاحة لك.
forbidden-title = هذه الصفحة ليست لحسابك
forbidden-text = سجّلت الدخول بحساب لا يشمل هذه الصفحة.
sign-in-needed-title = يلزم تسجيل الدخول
sign-in-needed-text = انتهت مدة دخولك، أو لم يُسجَّل الدخول بعد. ما كُتب في الصفحة السابقة محفوظ ما لم تُغلق.
form-expired-title = انتهت صلاحية النموذج
form-expired-text = مضى وقت طويل على فتح الصفحة. افتحها من جديد وأعد الإرسال.
too-many-title = محاولات كثيرة
too-many-text = نرجو الانتظار قليلًا ثم المحاولة من جديد.
server-error-title = حدث خلل عندنا
server-error-text = لم يكتمل ما طلبته بسبب خلل عندنا، وقد سُجّل. نرجو المحاولة بعد قليل.
home-link = الصفحة الرئيسة

# What was typed

error-identity-empty = رقم الهوية مطلوب
error-identity-not-digits = رقم الهوية أرقام فقط
error-identity-length = رقم الهوية أو الإقامة عشرة أرقام
error-identity-first-digit = رقم الهوية يبدأ بالرقم 1، ورقم الإقامة بالرقم 2
error-identity-check-digit = أحد الأرقام غير صحيح: نرجو مطابقة الرقم مع البطاقة
error-mobile-empty = رقم الجوال مطلوب
error-mobile-not-digits = رقم الجوال أرقام فقط
error-mobile-country = لا نرسل إلا إلى جوال سعودي، مثل 0501234567
error-mobile-not-mobile = هذا ليس رقم جوال: رقم الجوال يبدأ بـ 05
error-mobile-length = رقم الجوال عشرة أرقام، مثل 0501234567
error-mobile-unassigned = لا يوجد رقم جوال يبدأ بهذه الأرقام
error-email-empty = البريد الإلكتروني مطلوب
error-email-at = البريد الإلكتروني فيه علامة @ واحدة، مثل name@example.com
error-email-mailbox = ما قبل علامة @ ليس صحيحًا
error-email-host = ما بعد علامة @ ليس صحيحًا، مثل example.com
error-email-length = البريد الإلكتروني أطول مما يمكن

# Refusals: what the rules answer with

refused-slot-taken = حُجز هذا الوقت قبل لحظات، أو لم يعد متاحًا. كل ما كتبته محفوظ، وهذه أقرب الأوقات المتاحة.
refused-hold-expired = انتهت مدة الحجز المؤقت وعاد الوقت متاحًا للجميع. كل ما كتبته محفوظ، ويمكن اختيار الوقت من جديد.
refused-already-extended = مُدّد هذا الحجز المؤقت مرة، ولا يُمدّد ثانية.
refused-needs-unavailable = الوقت متاح، لكن المترجم أو الغرفة المناسبة أو المقاعد غير متاحة فيه. هذه أوقات تتوفر فيها كلها.
refused-not-open-to-choice = هذا الموعد يحدده المكتب: يُقدَّم الطلب أولًا، ثم نبلغك بالموعد.
refused-already-called = نادت نافذة أخرى هذا المراجع قبل لحظات.
refused-too-late = انتهى الوقت الذي كان ذلك ممكنًا فيه.
refused-too-early = لم يحن وقت ذلك بعد.
refused-wrong-stage = لا يمكن ذلك في المرحلة الحالية، فقد تغيّر الحال منذ فتح الصفحة.
refused-already-there = صاحب الموعد حاضر أو بدأت الجلسة، فلا يُنقل الموعد الآن. يمكن إتمامه أو إلغاؤه ثم حجز غيره.
refused-came-late = انتهت مهلة التأخر عن هذا الموعد. يمكن للمكتب نقله إلى وقت آخر، أو يختار صاحبه وقتًا جديدًا من صفحة طلبه.
refused-same-time = هذا هو وقت الموعد الحالي. نرجو اختيار وقت آخر.
refused-not-found = لم نجد ما طُلب.
refused-not-allowed = لا تشمل صلاحيتك هذا الإجراء.
refused-sign-in-needed = يلزم تسجيل الدخول أولًا.
refused-code-wrong = الرمز غير صحيح. نرجو مطابقته مع آخر رسالة وصلتك.
refused-code-expired = انتهت صلاحية الرمز، أو استُعمل من قبل. نرجو طلب رمز جديد.
refused-too-many-tries = محاولات كثيرة. نرجو البدء من جديد.
refused-sign-in-failed = اسم المستخدم وكلمة المرور غير متطابقين.
refused-caller-unchecked = لم تُستكمل مطابقة هوية المتصل، أو انتهت المكالمة.
refused-caller-unknown = لم يطابق ما قاله المتصل أي حساب. اسأله مرة أخرى عن رقم هويته كاملًا وعن جواله كاملًا، أو عن رقم المتابعة في رسالته أو بطاقته.
refused-phone-wrong = رقم الهاتف من 7 إلى 15 رقمًا
refused-text-only = هذا الشخص لا يُتصل به هاتفيًا، بل يُكتب إليه.
refused-second-factor-needed = يلزم رمز التحقق من تطبيق المصادقة.
refused-second-factor-wrong = رمز التحقق غير صحيح.
refused-sign-in-ended = انتهت مدة الدخول. نرجو تسجيل الدخول من جديد.
refused-too-many-requests = طلبات كثيرة في وقت قصير. نرجو الانتظار قليلًا.
refused-wait-your-turn = يطلب المواعيد الآن عدد كبير، فالدخول بالدور حسب وقت الوصول. دورك محفوظ، أعد المحاولة بعد قليل.
refused-profile-needed = نحتاج إلى الاسم والجنس قبل أول حجز.
refused-person-busy = لديك موعد آخر في هذا الوقت.
refused-open-request-exists = لديك طلب لقاء مفتوح مع هذا المسؤول، ويمكن متابعته من صفحة طلباتي.
refused-quota-reached = لديك أكبر عدد من المواعيد في هذه المدة. يمكن اختيار وقت أبعد، أو إلغاء موعد قائم ثم حجز غيره.
refused-blocked-until = لا يمكن حجز موعد ولا طلب لقاء في الوقت الحالي. للاستفسار: مركز الاتصال من الثامنة صباحًا إلى منتصف الليل.
refused-blocked-until-day = لا يمكن حجز موعد ولا طلب لقاء حتى { $day }. للاستفسار: مركز الاتصال من الثامنة صباحًا إلى منتصف الليل.
refused-no-show-pause = فاتت مواعيد عدة، فلا يُحجز موعد في الوقت الحالي. للاستفسار: مركز الاتصال من الثامنة صباحًا إلى منتصف الليل.
refused-no-show-pause-day = فاتت مواعيد عدة، فلا يُحجز موعد حتى { $day }. للاستفسار: مركز الاتصال من الثامنة صباحًا إلى منتصف الليل.
refused-office-sets-time = فاتت مواعيد عدة، فالمكتب يحدد الموعد القادم: يبقى طلبك قائمًا، ونبلغك بالوقت. للاستفسار: مركز الاتصال.
refused-representation-ended = انتهت مدة التمثيل، أو أُلغي. نرجو تجديده في أقرب مركز ومعك المستند.
refused-hold-given-back = لا مكان في قسمك من المركز في الوقت الذي اخترته، فأعدناه للجميع. كل ما كتبته محفوظ. اختر وقتًا آخر.
refused-not-your-section = هذا الوقت مخصص للقسم الآخر من المركز. نرجو اختيار وقت من قسمك.
refused-too-far-ahead = لم تُفتح المواعيد إلى هذا التاريخ بعد.
refused-week-changed = غيّر شخص آخر هذا الأسبوع منذ فتح الصفحة. هذه صورته الآن.
refused-window-order = نهاية الوقت تأتي بعد بدايته.
refused-window-day = هذا اليوم ليس من هذا الأسبوع.
refused-window-overlaps = يتداخل هذا الوقت مع وقت موجود في الأسبوع.
refused-window-grid = الأوقات والمدد من مضاعفات خمس دقائق.
refused-window-short = هذا الوقت أقصر من لقاء واحد.
refused-window-length = مدة اللقاء أو الفاصل بعده خارج الحدود.
refused-window-release = يُفتح الوقت المحجوز للعاجل قبل موعده بثمانية أسابيع على الأكثر.
refused-rule-days = الأيام غير متوافقة: النهاية بعد البداية، والتكرار كل 26 أسبوعًا على الأكثر.
refused-too-many-rules = القواعد أو الاستثناءات كثيرة؛ احذف ما انتهى منها.
refused-nothing-drafted = لا مسودة لهذا الأسبوع، فلا شيء يُنشر.
refused-window-seats = لجلسة الاستقبال من مقعد واحد إلى 500 مقعد، ويشارك فيها 8 مسؤولين على الأكثر مع صاحب الأسبوع.
refused-window-mode = لم تُختر طريقة للقاء، أو اختيرت طريقة لا تُتاح في الأسبوع.
refused-nothing-there = لا يوجد شيء في الأسبوع في ذلك الوقت.
refused-hour-booked = في هذا الوقت موعد محجوز.
refused-reason-needed = السبب مطلوب.
refused-offer-over = سبق الرد على هذا العرض، أو انتهت مدته وانتقل إلى من يليك. مكانك في قائمة الانتظار باقٍ ما لم تحجز موعدًا.
refused-link-spent = هذا الرابط غير صالح، أو استُعمل من قبل، أو انتهت مدته.
refused-attachment-kind = لا يُقبل هذا الملف. أرسل ملف PDF، أو صورة JPEG أو PNG أو HEIC.
refused-attachment-large = الملف أكبر مما يُقبل.
refused-attachments-many = بلغت المرفقات أقصى عدد. احذف بعضها قبل إضافة غيرها.
refused-attachment-harmful = وُجد في الملف ما قد يضر، فلم يُقبل. أرسل نسخة أخرى منه.
refused-attachment-gone = لم يعد أحد المرفقات موجودًا. أرفقه من جديد.
refused-reply-empty = اكتب ما تريد إضافته، أو أرفق ملفًا.
refused-scan-later = تعذّر فحص الملف الآن، فلم يُحفظ. أعد إرساله بعد دقائق.
refused-number-taken = رقم القيد هذا لطلب آخر. راجع الرقم واكتبه من جديد.
refused-number-wrong = اكتب رقم القيد بأرقام وحروف بلا مسافات، ولا يزيد على 40.
refused-urgency-reason = اكتب سبب التعجيل.
refused-category-place = لا يصح هذا المكان في شجرة التصنيف. اختر تصنيفًا أعلى آخر.
refused-already-answered = وصلنا جوابك عن هذا الاستبيان من قبل، وشكرًا لك.
refused-mark-range = الدرجة عدد من 1 إلى 5.
refused-session-closed = الجلسة منتهية، أو لم تُفتح بعد.
refused-official-away = لا يتصرف السكرتير إلا وصفحة المسؤول متصلة.
refused-key-reused = استُعمل مفتاح الإرسال نفسه من قبل مع محتوى آخر.
refused-in-flight = ما زال الإرسال الأول قيد التنفيذ.
refused-field-wrong = في النموذج حقل يحتاج إلى تصحيح.
refused-form-expired = بقيت الصفحة مفتوحة طويلًا. نرجو إرسال النموذج من جديد.
refused-demo-only = هذا موجود في النسخة التجريبية فقط.
refused-clock-backward = الساعة تتقدم ولا تتأخر.

failure-title = تعذّر ذلك
failure-not-found = لم نجد هذه الصفحة
failure-home = إلى الصفحة الرئيسة
error-broken = حدث خلل عندنا، ولم يضع شيء مما أدخلته. نرجو المحاولة بعد قليل.
error-unreadable = تعذّرت قراءة ما أُرسل. نرجو مطابقته لوصف الواجهة.

# الوثائق الأخرى والبحث

error-document-empty = رقم الوثيقة مطلوب
error-document-characters = رقم الوثيقة حروف لاتينية وأرقام فقط، ورقم الحدود أرقام فقط
error-document-length = رقم الوثيقة من 4 إلى 20 رمزًا، ورقم الحدود عشرة أرقام
error-document-country = رمز الدولة من حرف إلى ثلاثة أحرف لاتينية كما هو مطبوع في الوثيقة، مثل YEM
error-search-one = يُبحث بأمر واحد: رقم المتابعة أو رقم الهوية أو آخر أرقام الجوال أو الاسم
error-search-mobile-tail = آخر أرقام الجوال أربعة أرقام على الأقل
error-search-name = الاسم ثلاثة أحرف على الأقل
error-search-purpose = غرض البحث مطلوب
refused-search-limit = بلغت عدد مرات البحث بالاسم أو بآخر أرقام الجوال في الساعة. ابحث برقم المتابعة أو رقم الهوية كاملًا، أو انتظر حتى تمضي الساعة.
