### داخل الجلسة المرئية: الانتظار، والمنصة، وأزرار المكالمة، والرابط الشخصي.

stage-title = الجلسة المرئية
stage-you = أنت
stage-connecting = جارٍ الاتصال…
stage-waiting = أنت في غرفة الانتظار. يعلم المكتب بحضورك، وسيأذن لك بالدخول.
stage-waiting-first = دورك هو التالي.
stage-held = عدتَ إلى غرفة الانتظار بطلب المكتب، وسيأذن لك مرة أخرى.
stage-admitted = أُذن لك بالدخول. أنت الآن في الجلسة.
stage-alone = لم يدخل أحد الجلسة بعد.
stage-declined = اعتذر المكتب عن هذه الجلسة: { $reason }
stage-ended = انتهت الجلسة. شكرًا لك.
stage-removed = أُنهيت مشاركتك في الجلسة.
stage-lost = انقطع الاتصال. نعيد المحاولة، ومكانك محفوظ نصف دقيقة.
stage-failed = تعذّر الاتصال. أعد تحميل الصفحة، وإن تكرر ذلك فأبلغ الدعم الفني.
stage-no-camera = تعذّر تشغيل الكاميرا أو الميكروفون. تحقق من التوصيل ومن إذن المتصفح، ثم أعد تحميل الصفحة.
stage-survey = قيّم الجلسة
stage-quality-poor = الاتصال ضعيف

control-microphone = الميكروفون
control-camera = الكاميرا
control-leave = خروج
control-end = إنهاء الجلسة
control-end-ask = أتريد إنهاء الجلسة للجميع؟
control-state-on = مفتوح
control-state-off = مغلق

join-title = الانضمام إلى جلسة
join-lead = دُعيتَ إلى جلسة مرئية بصفة: { $role }.
join-when = الموعد: { $time }
join-once = هذا الرابط لك وحدك، ويُستعمل مرة واحدة. افتحه من الجهاز الذي ستحضر منه الجلسة.
join-enter = الدخول إلى غرفة الانتظار
join-early = لم يبدأ المركز الاتصال بعد. الرابط ما زال صالحًا؛ أعد المحاولة بعد قليل.
join-privacy = لا تُسجَّل الجلسة. لا تظهر صورتك ولا صوتك قبل إذن المكتب.
join-spent-title = الرابط غير صالح
join-spent-text = استُعمل هذا الرابط من قبل، أو انتهى وقته. اطلب من المكتب رابطًا جديدًا.

phone-title = رسائل هاتف التجربة
phone-lead = كل رسالة ترسلها النسخة التجريبية تظهر هنا بدل أن تصل إلى هاتف.
phone-to = رقم الجوال أو البريد
phone-to-hint = اتركه فارغًا لعرض جميع الرسائل
phone-show = عرض
phone-empty = لا رسائل بعد
phone-empty-text = عند طلب رمز الدخول أو حجز موعد تظهر رسائله هنا.
phone-sms = رسالة نصية إلى
phone-email = بريد إلى
phone-clock-title = ساعة التجربة
phone-clock-now = الوقت في التجربة
phone-clock-hour = تقديم ساعة
phone-clock-day = تقديم يوم
