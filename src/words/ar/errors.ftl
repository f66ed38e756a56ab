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
