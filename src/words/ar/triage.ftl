### فرز الطلبات: تضييق القائمة، والقوائم المحفوظة، والخلاصة، والعينان، والتصريح، وقائمة الضيوف.

sieve-title = تضييق القائمة
sieve-any = الكل
sieve-text = كلمة من الموضوع أو رقم المتابعة
sieve-press = الأولوية
sieve-urgent = العاجل
sieve-asked = ما يقول صاحبه إنه عاجل
sieve-proposed = بانتظار التأكيد الثاني
sieve-look = عرض
sieve-clear = إلغاء التضييق
sieve-empty = لا طلبات بهذه الصفة

view-name = اسم القائمة
view-save = حفظ القائمة
view-forget = حذف «{ $name }» من القوائم المحفوظة
view-name-wrong = اكتب اسمًا لا يزيد على أربعين حرفًا
refused-views-full = بلغت القوائم المحفوظة حدّها؛ احذف قائمة قبل حفظ أخرى.

keys-list = من لوحة المفاتيح: J أو السهم الأسفل للطلب التالي، وK أو السهم الأعلى للسابق، وEnter لفتحه.
keys-off = إيقاف الحرفين J وK
keys-on = تشغيل الحرفين J وK

brief-title = خلاصة الطلب
brief-back = العودة إلى الطلب
brief-who = صاحب الطلب
brief-region = المنطقة
brief-identity = الهوية
brief-asked = ما يطلبه
brief-history = ما سبق له لدى المكتب
brief-history-none = لا طلب سابقًا له لدى المكتب.
sheet-printed = طُبعت باسم { $name }، { $at }. كل اطلاع عليها يُسجَّل.

second-title = قرار بانتظار التأكيد
second-lead = لا يسري هذا القرار ولا يُبلَّغ به أحد حتى يؤكّده شخص آخر من المكتب.
second-by = اقترحه
second-at = في
second-confirm = أؤكّد القرار
second-reject = لا أوافق
second-take-back = سحب الاقتراح
second-own = أنت من اقترح هذا القرار، فيؤكّده غيرك.
second-waits = بانتظار التأكيد
second-proposed = حُفظ القرار مقترحًا. لم يُبلَّغ به أحد، ويسري حين يؤكّده شخص آخر من المكتب.
second-rejected = أُلغي القرار المقترح، ولم يُبلَّغ به أحد.
refused-own-proposal = من اقترح القرار لا يؤكّده؛ يؤكّده شخص آخر من المكتب.

clearing-title = التصريح بالدخول
clearing-clear = تصريح
clearing-refuse = عدم التصريح
clearing-reason = سبب عدم التصريح
clearing-reason-hint = يُحفظ مختومًا ولا يقرؤه إلا المكتب
clearing-refused = لم يُصرَّح لأحد القادمين: يقرر المكتب ما يكون من اللقاء، فيُنقل أو يُلغى أو يُصرَّح له.
clearing-done = حُفظ القرار.
clearing-own = موعدك محفوظ لك. يُؤكَّد حين تكتمل ترتيبات الزيارة.
refused-clearance-open = الموعد محفوظ. يُؤكَّد حين تكتمل ترتيبات الزيارة.
refused-clearance-refused = لم يُصرَّح لأحد القادمين بدخول المقر. اختر لقاءً مرئيًّا، أو صرِّح له أولًا في صفحة الطلب.
clearance-pending = قيد النظر
clearance-cleared = مصرَّح له
clearance-refused = لم يُصرَّح له

guest-role-applicant = صاحب الطلب
guest-role-representative = ممثل صاحب الطلب
guest-role-companion = مرافق

guests-title = قائمة ضيوف البوابة
guests-lead = من يأتي إلى المقر في هذا اليوم. كل اطلاع على القائمة يُسجَّل في سجل التدقيق.
guests-count =
    { $count-form ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }
guests-empty = لا ضيوف في هذا اليوم
guests-empty-text = لا موعد حضوريًّا في المقر.
guests-show = عرض اليوم
guests-before = اليوم السابق
guests-after = اليوم التالي
guests-name = الاسم
guests-as = الصفة
guests-plate = لوحة السيارة
guests-clearance = الدخول
guests-unsaid = لم يُذكر
guests-own-title = من يأتي معك وسيارتك
guests-own-lead = اكتب من يأتي معك ولوحة سيارتك، فلا تنتظر عند البوابة. ولا يُطلب منك إلا ما تعرفه.
guests-own-alone = لم تذكر مرافقين في طلبك.
guests-own-done = حُفظ من يأتي معك ولوحة سيارتك.
guests-companion = المرافق { $number }
guests-plate-hint = كما هي مكتوبة، مثل: أ ب ح 1234
guests-plate-long = لوحة السيارة لا تزيد على عشرين حرفًا
guests-name-missing = اكتب اسم المرافق
