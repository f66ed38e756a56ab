### لماذا لا يتاح وقت: للمكتب قاعدة قاعدة، وللجميع بكلام واضح.

# للمكتب
why-not-published = لم تُنشر أوقات استقبال المسؤول لهذا الأسبوع.
why-no-window = لا يستقبل المسؤول في هذا الوقت.
why-mode-not-offered = لا يستقبل المسؤول بهذه الطريقة في هذا الوقت.
why-off-grid = لا يبدأ لقاء في هذا الوقت، وإنما قبله وبعده.
why-off-grid-around = لا يبدأ لقاء في هذا الوقت، وأقرب بداية: { $times }.
why-too-soon = مضى هذا الوقت، أو قرُب حتى لا يمكن حجزه.
why-too-far = هذا الوقت أبعد مما يُحجز.
why-too-far-until = هذا الوقت أبعد مما يُحجز، ويمكن حجزه ابتداءً من { $when }.
why-holiday = هذا اليوم إجازة، والوقت غير منشور للإجازات.
why-holiday-estimated = يُتوقع أن يكون هذا اليوم إجازة ولم تتأكد بعد، والوقت غير منشور للإجازات.
why-ramadan-hours = الوقت خارج ساعات العمل في رمضان.
why-prayer = الوقت متروك للصلاة حيث يكون المسؤول.
why-other-section = هذه الساعة للقسم الآخر.
why-reserved = الوقت محفوظ للطلبات العاجلة.
why-reserved-until = الوقت محفوظ للطلبات العاجلة حتى { $when }.
why-official-busy = لدى المسؤول ارتباط آخر في هذا الوقت.
why-pause = الوقت يمسّ راحة لقاء مجاور أو الاستعداد له.
why-person-busy = لدى صاحب الطلب ارتباط آخر في هذا الوقت.
why-other-place = يُلتقى بالمسؤول في مكان آخر في هذا الوقت.
why-not-invited = لا يشارك هذا المركز بالاتصال المرئي في هذه الساعة.
why-centre-off = المركز مغلق في هذا اليوم: عطلة أسبوعية أو إجازة.
why-centre-closed = قسم المركز مغلق في هذه الساعة.
why-centre-prayer = الوقت متروك للصلاة في مدينة المركز.
why-no-room = ليس في المركز غرفة اتصال مرئي في هذا القسم.
why-room-busy = كل غرف القسم مشغولة في هذا الوقت.
why-room-seats = لا تتسع غرفة متاحة في هذا الوقت لجميع الحاضرين.
why-room-steps = لا غرفة متاحة في هذا الوقت يدخلها كرسي متحرك.
why-room-fitting-busy = توجد غرفة مناسبة، لكنها مشغولة في هذا الوقت.
why-interpreter-none = ليس في الوزارة من يترجم هذا: { $need }.
why-interpreter-busy = كل من يترجم هذا مشغول في هذا الوقت: { $need }.
why-by-office = يحدد المكتب هذا الوقت بنفسه ولا يُختار.
why-by-office-until = يُتاح اختيار هذا الوقت ابتداءً من { $when }، ويحدده المكتب قبل ذلك.
why-profile-needed = لم يُسجل اسم صاحب الطلب أو كونه رجلًا أو امرأة.
why-open-request = لدى صاحب الطلب طلب قائم للقاء هذا المسؤول.
why-blocked = الحجز موقوف عن صاحب الطلب مدة.
why-blocked-until = الحجز موقوف عن صاحب الطلب حتى { $when }.
why-missed-pause = تغيب صاحب الطلب عن مواعيد كثيرة، فالحجز موقوف عنه أيامًا.
why-missed-pause-until = تغيب صاحب الطلب عن مواعيد كثيرة، فالحجز موقوف عنه حتى { $when }.
why-missed-office-only = تغيب صاحب الطلب عن مواعيد كثيرة، فيحدد المكتب موعده.
why-quota = لصاحب الطلب في هذه الأيام أكثر ما يُسمح به من المواعيد.
why-representation-ended = لا تمتد صفة التمثيل إلى هذا الوقت.
why-wrong-stage = الطلب لا ينتظر موعدًا.

# للجميع
why-public-your-limit = لا يمكنك اختيار وقت الآن. نرجو الاتصال بالمركز وسيساعدك الموظفون.
why-public-your-limit-until = يمكنك اختيار وقت ابتداءً من { $when }.
why-public-your-other-appointment = لديك وقت آخر محجوز أو محفوظ حينئذ.
why-public-too-soon = مضى هذا الوقت، أو قرُب حتى لا يمكن حجزه.
why-public-too-far = هذا الوقت بعيد لا يُحجز الآن.
why-public-too-far-until = هذا الوقت بعيد، ويمكن حجزه ابتداءً من { $when }.
why-public-closed = المكان مغلق في هذا الوقت: يوم إجازة، أو خارج ساعات العمل، أو وقت صلاة.
why-public-by-office = يحدد المكتب هذا الوقت بنفسه.
why-public-section = هذا الوقت للقسم الآخر.
why-public-needs = ما تحتاج إليه غير متاح في هذا الوقت.
why-public-not-offered = هذا الوقت غير متاح.
why-public-free = هذا الوقت متاح.

# أقرب ما يمكن
why-change-time = أقرب وقت: { $when }
why-change-without = بدون «{ $need }»: { $when }
why-change-centre = في مكان آخر: { $place }، { $when }
why-change-mode = بطريقة أخرى: { $mode }، { $place }، { $when }
why-change-from = الوقت نفسه، ويُحجز ابتداءً من { $when }
why-change-urgent = الوقت نفسه، إذا عُدّ الطلب عاجلًا
why-change-on-holiday = الوقت نفسه، إذا نُشرت الساعة للإجازة

# الصفحات
why-title = لماذا لا يتاح هذا الوقت؟
why-ask = ألا تجد الوقت الذي تريده؟
why-lead = اذكر الوقت الذي تريده، نُخبرك لماذا لا يتاح، وما أقرب الأوقات إليه.
why-office-lead = اذكر أي وقت. تُذكر القواعد المانعة بالترتيب الذي يسألها به الحجز.
why-day = اليوم
why-time = الوقت
why-look = عرض الجواب
why-missing = اختر اليوم والوقت.
why-nearest = أقرب ما يتاح
why-given = يمكن للمكتب أن يحدد هذا الوقت.
why-for-choice = يمنع اختيار صاحب الطلب وحده
why-told = ما يُقال للجمهور
why-for = للطلب { $reference }
why-instead = أبلغوني إذا توفر وقت
