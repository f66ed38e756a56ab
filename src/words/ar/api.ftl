### What the JSON surface says of fields and figures.

error-text-empty = هذا الحقل مطلوب
error-text-short = النص أقصر مما يلزم
error-text-long = أقصى طول للنص { $most } حرفًا
error-plan-slot = النقل يسمّي الوقت الذي يُنقل إليه، ولا يسمّيه غيره.
error-list-long = أقصى عدد للعناصر { $most }
error-number-range = القيمة عدد صحيح من 0 إلى { $most }
error-limit-range = عدد عناصر الصفحة من 1 إلى { $most }
error-cursor = هذا المؤشر ليس من مؤشراتنا
error-until-past = هذا التاريخ مضى. اكتب تاريخًا لم يمضِ.
error-date = هذا التاريخ غير موجود في التقويم المذكور، أو لم يُكتب بالصيغة YYYY-MM-DD
error-date-order = اليوم الأخير لا يسبق اليوم الأول
error-instant = يُكتب الوقت مع فرقه عن التوقيت العالمي، مثل 2026-11-22T09:00:00+03:00
error-choice = هذه القيمة ليست من القيم المتاحة
error-one-of = يُعطى أحد الأمرين، لا كلاهما ولا يُترك كلاهما
error-needs = الاحتياج sign_language أو wheelchair أو interpreter:LANG أو companions:N، وكل منها مرة واحدة
error-reference = هذا ليس رقم متابعة: أحد رموزه خطأ أو ناقص
error-key = مفتاح الإرسال من 1 إلى { $most } رمزًا لاتينيًّا
error-affects = النشر يمس مواعيد محجوزة: اذكر السبب، ويُبلّغ كل صاحب موعد بأن وقتًا آخر سيُعرض عليه
error-if-match = يلزم ذكر النسخة المقروءة في If-Match

figure-definition-requests-by-kind = كل طلب ورد في هذه الأيام، بحسب نوعه
figure-definition-requests-by-sex = كل طلب ورد في هذه الأيام، بحسب جنس صاحبه كما ذكره
figure-definition-requests-by-citizenship = كل طلب ورد في هذه الأيام، بحسب أول رقم في هوية صاحبه
figure-definition-meetings-held = كل موعد بدأ في هذه الأيام وتمّ، بحسب طريقة اللقاء
figure-definition-surveys-answered = كل استبيان أُجيب عنه في هذه الأيام، بحسب درجته من 5
figure-definition-mean-mark = متوسط الدرجات المعطاة في هذه الأيام بالألف: 4600 تعني 4.6 من 5
figure-definition-obstacles = ممن أجابوا عن الاستبيان في هذه الأيام، من واجهوا صعوبة
figure-definition-first-time = ممن أجابوا عن الاستبيان في هذه الأيام، من طلبوا لقاء المسؤول أول مرة

docs-title = واجهة البرامج
