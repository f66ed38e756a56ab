nav-holidays = الإجازات
holidays-title = الإجازات الرسمية
holidays-lead = لا يُستقبل أحد في أيام الإجازة إلا ما فتحه المكتب صراحة. المتوقَّع قد يتقدم أو يتأخر يومًا حتى يُؤكَّد.
holidays-years = سنوات أخرى
holidays-none = لا إجازات في هذه السنة
holiday-name = الإجازة
holiday-days = الأيام
holiday-from-to = من { $from } إلى { $to }
holiday-state = الحالة
holiday-state-estimated = متوقَّعة
holiday-state-confirmed = مؤكَّدة
holiday-state-dropped = غير معمول بها
holiday-do = ماذا يمكن أن يُفعل
holiday-do-confirm = تأكيد أو تغيير
holiday-do-change = تغيير
holiday-do-keep = العمل بها
holiday-new = إضافة إجازة
holiday-name-ar = الاسم بالعربية
holiday-name-en = الاسم بالإنجليزية
holiday-name-missing = اكتب اسم الإجازة
holiday-first = أول يوم
holiday-last = آخر يوم
holiday-last-hint = يُترك خاليًا إن كانت يومًا واحدًا
holiday-days-wrong = اختر أول يوم وآخر يوم بعده، ولا تزيد الإجازة على 31 يومًا
holiday-show-button = من له موعد في هذه الأيام؟
holiday-hit-title = من له موعد
holiday-hit-ask = اختر الأيام، ثم يظهر هنا من له موعد فيها قبل أن يتغير شيء.
holiday-hit-count =
    { $count-form ->
        [zero] لا مواعيد في هذه الأيام
        [one] موعد واحد في هذه الأيام
        [two] موعدان في هذه الأيام
        [few] { $count } مواعيد في هذه الأيام
        [many] { $count } موعدًا في هذه الأيام
       *[other] { $count } موعد في هذه الأيام
    }
holiday-hit-none = لا يتأثر أحد.
holiday-hit-lead = تبقى هذه المواعيد كما هي ولا يُبلَّغ أصحابها تلقائيًا. على مكتب كل مسؤول أن ينقلها أو يبقيها.
holiday-hit-reference = رقم المتابعة
holiday-hit-at = الموعد
holiday-hit-place = المكان
holiday-confirm-button = تأكيد الإجازة في هذه الأيام
holiday-add-button = إضافة الإجازة
holiday-drop-button = لا يُعمل بهذه الإجازة
holiday-added = أُضيفت الإجازة.
holiday-confirmed = أُكِّدت الإجازة.
holiday-dropped = لن يُعمل بهذه الإجازة، ويُستقبل الناس في أيامها كغيرها.

nav-representations = الوكلاء
represent-title = من ينوب عن غيره
represent-lead = تُسجَّل النيابة بعد الاطلاع على مستندها، ولا تُقبل بعد آخر يوم لها.
represent-who = من ينوب؟
represent-show = عرض نياباته
represent-nobody = لا حساب بهذا الرقم وهذا الجوال. يدخل صاحبه مرة بجواله، أو يُسجَّل في المركز أولًا.
represent-standing = النيابات القائمة
represent-none = لا ينوب عن أحد الآن
represent-new = نيابة جديدة
represent-for = عمّن ينوب
represent-for-hint = اسم صاحب الطلب كما في المستند
represent-for-missing = اكتب اسم صاحب الطلب
represent-basis = أساس النيابة
represent-document = المستند
represent-document-hint = نوعه ورقمه، مثل: وكالة 4412
represent-document-missing = اكتب نوع المستند ورقمه
represent-until = آخر يوم
represent-until-wrong = اختر آخر يوم تصح فيه النيابة
represent-add = تسجيل النيابة
represent-added = سُجّلت النيابة.
represent-end = إنهاء
represent-ended = أُنهيت النيابة.

nav-categories = التصنيفات
categories-title = تصنيف الطلبات
categories-lead = التصنيف يحدد الجهة المختصة ومهلة الرد. ما لا يُذكر هنا يُؤخذ من التصنيف الأعلى.
categories-none = لا تصنيفات بعد
category-new = إضافة تصنيف
category-kept = حُفظ التغيير.
category-name = التصنيف
category-name-wrong = اكتب الاسم، ولا يزيد على 100 حرف
category-parent = تحت تصنيف
category-parent-none = تصنيف رئيس
category-department = الجهة المختصة
category-department-none = لم تُحدد
category-due = مهلة الرد بأيام العمل
category-due-wrong = اكتب عددًا من 1 إلى 250، أو اتركه خاليًا
category-above-hint = إن تُرك خاليًا أُخذ من التصنيف الأعلى
category-words-ar = كلمات عربية تدل عليه
category-words-en = كلمات إنجليزية تدل عليه
category-words-hint = كلمات مفردة بينها مسافات. يُقترح التصنيف إذا وردت إحداها في الطلب.
category-words-long = لا تزيد الكلمات على 500 حرف
category-position = الترتيب
category-position-hint = عدد من 0 إلى 999، والأصغر أولًا
category-position-wrong = اكتب عددًا من 0 إلى 999
category-use = الاستعمال
category-retired = لا يُستعمل
category-retired-no = يُختار للطلبات الجديدة
category-retired-yes = لا يُختار، ويبقى في الطلبات السابقة
departments-title = الجهات المختصة
departments-lead = الجهة التي لا يُذكر اسمها يقرأ عنها صاحب الطلب: «الجهة المختصة».
department-state = ما يقرؤه صاحب الطلب
department-shown = الاسم
department-hidden = الجهة المختصة
department-show = ذكر الاسم
department-hide = عدم ذكر الاسم
