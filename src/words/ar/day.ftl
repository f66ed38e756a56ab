# يوم المسؤول: من التالي، والتأخر عن المواعيد، وملاحظات المكتب، والدعوة إلى الجلسة

nav-next = التالي
next-title = التالي
next-admit = إدخال
next-admit-text = بضغطة واحدة تدخل الجلسة ويُؤذن لصاحب الموعد بالدخول، وتُفتح الكاميرا والميكروفون عندئذ.
next-return = العودة إلى الجلسة
next-show-in = إدخال إلى المكتب
next-waits = في غرفة الانتظار منذ { $time }
next-opened = بدأ المركز الاتصال، ولم يصل صاحب الموعد إلى غرفة الانتظار بعد.
next-checked-in = سُجّل الحضور، ولم يبدأ المركز الاتصال بعد.
next-there = سُجّل الحضور، وصاحب الموعد في الانتظار.
next-not-there = لم يُسجَّل الحضور بعد.
next-on = الجلسة جارية الآن.
next-with-you = اللقاء جارٍ الآن.
next-nobody = لا لقاءات باقية اليوم
next-nobody-text = شكرًا لكم. يظهر هنا من يُحدَّد له موعد اليوم فور تحديده.
next-after = ثم
next-up = التالي
next-taken = يُتاح الإدخال بعد انتهاء الجلسة الجارية.

late-title = التأخر عن المواعيد
late-on-time = اللقاءات في مواعيدها.
late-official = المسؤول
late-minutes = التأخر المتوقع
late-none = لا تأخر
late-choice =
    { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
late-by =
    تأخر نحو { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
late-message = كلمة للمنتظرين
late-message-hint = تظهر فورًا لكل من ينتظر في غرفة الانتظار المرئية، ولا يُذكر فيها مكان المسؤول ولا سبب التأخر
late-say = إبلاغ المنتظرين
late-done = سُجّل، ويراه المنتظرون الآن.
late-minutes-wrong = اختر مدة التأخر من القائمة
late-message-wrong = اكتب كلمة لا تزيد على { $most } حرف
late-official-wrong = اختر المسؤول
late-expected = المتوقع { $time }
late-own =
    اللقاءات اليوم متأخرة نحو { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }، والمتوقع أن يبدأ لقاؤك الساعة { $time }. نعتذر عن الانتظار.

stage-late =
    اللقاءات متأخرة نحو { $minutes-form ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }. نعتذر عن الانتظار، ومكانك محفوظ.
stage-ahead =
    { $people-form ->
        [one] قبلك شخص واحد.
        [two] قبلك شخصان.
        [few] قبلك { $people } أشخاص.
        [many] قبلك { $people } شخصًا.
       *[other] قبلك { $people } شخص.
    }
stage-expected =
    يُتوقع دورك بعد نحو { $minutes-form ->
        [one] دقيقة واحدة.
        [two] دقيقتين.
        [few] { $minutes } دقائق.
       *[other] { $minutes } دقيقة.
    }
stage-expected-soon = يُتوقع دورك في أي لحظة.
stage-told = رسالة من المكتب:
session-tell = مراسلة
session-tell-ask = ما الذي تكتبه للمنتظر؟ يراه وحده.

notes-title = ملاحظات المكتب
notes-none = لا ملاحظات بعد.
notes-new = ملاحظة جديدة
notes-hint = يقرؤها مكتب المسؤول وحده
notes-add = إضافة الملاحظة
notes-write = كتابة ملاحظة عن هذا الموعد
notes-wrong = اكتب ملاحظة لا تزيد على { $most } حرف
refused-notes-full = بلغت ملاحظات هذا الموعد حدّها.

invite-title = دعوة طرف ثالث
invite-role = بصفة
invite-name = الاسم الذي يظهر للحاضرين
invite-name-hint = إن تُرك خاليًا ظهرت الصفة
invite-to = رقم الجوال
invite-to-hint = للدعوة برسالة نصية
invite-link = إنشاء رابط
invite-sms = إرسال رسالة نصية
invite-made = الرابط صالح لمرة واحدة ولمدة ساعتين، وينتظر صاحبه حتى يُؤذن له بالدخول:
invite-sent = أُرسلت الدعوة برسالة نصية. ينتظر صاحبها حتى يُؤذن له بالدخول.
invite-refused = تعذّرت الدعوة. تحقق من رقم الجوال، وأعد المحاولة.
invite-no-mobile = اكتب رقم الجوال لإرسال الدعوة برسالة نصية.
invite-copy = نسخ الرابط
invite-copied = نُسخ

error-minutes-range = عدد الدقائق من 0 إلى { $most }
