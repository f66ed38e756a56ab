### Notices in Urdu: a first set, marked as needing a native reader. The values each may use stand in the Arabic file.

sms-code = لاگ اِن کوڈ { $code } ہے، { $minutes } منٹ تک کارآمد۔ یہ کسی کو نہ بتائیں۔
sms-call-code = فون کال کا کوڈ { $code } ہے، { $minutes } منٹ تک کارآمد۔ صرف لائن پر موجود اہلکار کو بتائیں۔
sms-received = آپ کی درخواست موصول ہوئی۔ حوالہ نمبر { $reference }۔ صورتِ حال جاننے کے لیے: { $link }
sms-booked =
    ملاقات{ $named ->
        [yes] {" "}({ $official })
       *[no] {""}
    }: { $sms-day }، { $time }، { $place }، { $section }۔ { $reference } { $link }
sms-moved = ملاقات { $reference } اب: { $short-day }، { $time }، { $place }۔ { $link }
sms-time-changing = معذرت، ملاقات { $reference } ({ $short-day }، { $time }) بدلنا ہوگی۔ نیا وقت بتایا جائے گا: { $link }
sms-running-late = آج آپ کی ملاقات { $reference } تقریباً { $minutes } منٹ تاخیر سے ہوگی، متوقع وقت { $expected }۔ معذرت۔ { $link }
sms-time-kept = آپ کی ملاقات { $reference } اپنے وقت پر ہے: { $short-day }، { $time }۔ { $link }
sms-missed = { $short-day }، { $time } کی ملاقات میں آپ نہیں آئے۔ درخواست { $reference } برقرار ہے: { $link }
sms-cancelled = { $short-day }، { $time } کی ملاقات منسوخ ہو گئی۔ حوالہ { $reference }۔ تفصیل: { $link }
sms-survey = ہماری خدمت کے بارے میں اپنی رائے دیں، ایک منٹ سے بھی کم: { $link }
sms-approved = آپ کی درخواست { $reference } منظور ہوئی۔ وقت طے ہوتے ہی بتایا جائے گا: { $link }
sms-routed = آپ کی درخواست { $reference } متعلقہ محکمے کو بھیج دی گئی۔ نتیجہ بتایا جائے گا: { $link }
sms-declined = معذرت، آپ کی درخواست { $reference } قبول نہیں ہوئی۔ وجہ اور اگلا قدم: { $link }
sms-answered = آپ کی درخواست { $reference } کا جواب آ گیا ہے۔ پڑھنے کے لیے: { $link }
sms-closed = آپ کی درخواست { $reference } پر کام مکمل ہو گیا۔ نتیجہ یہاں دیکھیں: { $link }
sms-result-ready = درخواست { $reference } کے بارے میں آپ کی ملاقات کا نتیجہ تیار ہے۔ دیکھنے کے لیے: { $link }
sms-asked = درخواست { $reference } کے لیے ایک معلومات درکار ہے۔ جواب یہاں دیں: { $link }

sms-registered = آپ کی درخواست { $reference } نمبر { $registration } سے درج ہوئی اور کام شروع ہو گیا: { $link }
sms-not-yet-registered = درخواست { $reference } ہمارے پاس ہے مگر ابھی درج نہیں ہوئی۔ درج ہونے کی شام نمبر بھیجا جائے گا: { $link }
sms-withdrawn = آپ کے کہنے پر درخواست { $reference } واپس لے لی گئی۔ نئی درخواست: { $link }
sms-reminder = یاد دہانی، ملاقات: { $short-day }، { $time }، { $place }۔ کارڈ لائیں { $link }
sms-offered = آپ کے لیے وقت خالی ہے: { $short-day }، { $time }۔ { $until } سے پہلے قبول کریں: { $link }
sms-interpreter-link = { $short-day }، { $time } کی ویڈیو نشست میں ترجمانی کی دعوت۔ ایک بار کا لنک: { $link }
sms-interpreter-freed = شکریہ، { $short-day }، { $time } کی نشست میں ترجمانی کی ضرورت نہیں رہی۔
sms-invited = { $short-day }، { $time } کی ویڈیو نشست کی دعوت۔ ایک بار کا لنک: { $link }
sms-wrote = کال سینٹر نے آپ کو جواب لکھا ہے۔ پڑھنے اور جواب دینے کے لیے: { $link }
sms-neutral = { $service }: آپ کے لیے ایک پیغام ہے۔ پڑھنے کے لیے: { $link }

mail-footer =
    { $service }
    یہ خودکار پیغام ہے، اس کا جواب ہم تک نہیں پہنچتا۔

mail-received-subject = آپ کی درخواست موصول ہوئی، حوالہ { $reference }
mail-received-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست موصول ہوئی۔ حوالہ نمبر: { $reference }
    ہر قدم پر آپ کو پیغام ملے گا، پوچھنے کے لیے آنے کی ضرورت نہیں۔

    صورتِ حال جاننے کے لیے:
    { $link }

    { mail-footer }

mail-registered-subject = آپ کی درخواست نمبر { $registration } سے درج ہوئی
mail-registered-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } وزارت میں نمبر { $registration } سے درج ہوئی اور کام شروع ہو گیا ہے۔
    { $link }

    { mail-footer }

mail-not-yet-registered-subject = آپ کی درخواست { $reference } ابھی درج نہیں ہوئی
mail-not-yet-registered-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } ہمارے پاس ہے، مگر اسے ابھی نمبر نہیں ملا۔ ہم معذرت خواہ ہیں۔
    جس دن نمبر ملے گا، اسی شام آپ کو بھیجا جائے گا۔
    { $link }

    { mail-footer }

mail-withdrawn-subject = درخواست { $reference } واپس لے لی گئی
mail-withdrawn-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کے کہنے پر درخواست { $reference } واپس لے لی گئی۔ نئی درخواست کسی بھی وقت دی جا سکتی ہے:
    { $link }

    { mail-footer }

mail-booked-subject = آپ کی ملاقات { $short-day }، { $time }
mail-booked-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    { $named ->
        [yes] آپ کی ملاقات طے ہو گئی: { $official }
       *[no] آپ کی ملاقات طے ہو گئی۔
    }

    دن: { $day }
    وقت: { $time }
    جگہ: { $place }
    شعبہ: { $section }
    طریقہ: { $mode }
    حوالہ نمبر: { $reference }

    شناختی کارڈ ساتھ لائیں اور دس منٹ پہلے پہنچیں۔

    تصدیق، منسوخی یا کیلنڈر میں شامل کرنے کے لیے:
    { $link }

    { mail-footer }

mail-moved-subject = آپ کی ملاقات کا نیا وقت: { $short-day }، { $time }
mail-moved-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی ملاقات کا وقت بدل گیا، ہم معذرت خواہ ہیں۔ نیا وقت:

    دن: { $day }
    وقت: { $time }
    جگہ: { $place }
    شعبہ: { $section }
    حوالہ نمبر: { $reference }

    مناسب نہ ہو تو یہاں منسوخ کریں:
    { $link }

    { mail-footer }

mail-time-changing-subject = ملاقات { $short-day }، { $time } بدلنا ہوگی
mail-time-changing-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    معذرت، آپ کی ملاقات { $day }، { $time } بدلنا ہوگی۔ نیا وقت جلد بتایا جائے گا۔
    حوالہ نمبر: { $reference }
    { $link }

    { mail-footer }

mail-time-kept-subject = آپ کی ملاقات اپنے وقت پر ہے: { $short-day }، { $time }
mail-time-kept-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    ہم نے بتایا تھا کہ ملاقات بدلے گی، مگر وہ اپنے وقت پر ہے:

    دن: { $day }
    وقت: { $time }
    جگہ: { $place }
    حوالہ نمبر: { $reference }
    { $link }

    { mail-footer }

mail-cancelled-subject = ملاقات { $short-day }، { $time } منسوخ ہو گئی
mail-cancelled-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی ملاقات { $day }، { $time } منسوخ ہو گئی۔
    حوالہ نمبر: { $reference }
    { $link }

    { mail-footer }

mail-missed-subject = آپ کی ملاقات { $short-day }، { $time }
mail-missed-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    { $day }، { $time } کی ملاقات میں آپ نہیں آئے۔ درخواست { $reference } برقرار ہے، اگلا قدم:
    { $link }

    { mail-footer }

mail-approved-subject = آپ کی درخواست { $reference } منظور ہوئی
mail-approved-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } منظور ہوئی۔ وقت طے ہوتے ہی بتایا جائے گا۔
    { $link }

    { mail-footer }

mail-routed-subject = آپ کی درخواست { $reference } متعلقہ محکمے کو بھیجی گئی
mail-routed-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } متعلقہ محکمے کو بھیج دی گئی ہے۔ نتیجہ بتایا جائے گا۔
    { $link }

    { mail-footer }

mail-declined-subject = آپ کی درخواست { $reference } کے بارے میں
mail-declined-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    معذرت، آپ کی درخواست { $reference } قبول نہیں ہوئی۔ وجہ اور اگلا قدم لاگ اِن کے بعد:
    { $link }

    { mail-footer }

mail-closed-subject = آپ کی درخواست { $reference } پر کام مکمل
mail-closed-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } پر کام مکمل ہو گیا ہے۔ نتیجہ لاگ اِن کے بعد دیکھیں:
    { $link }

    { mail-footer }
mail-answered-subject = آپ کی درخواست { $reference } کا جواب
mail-answered-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } کا جواب آ گیا ہے۔ لاگ اِن کے بعد پڑھیں:
    { $link }

    { mail-footer }

mail-result-ready-subject = درخواست { $reference } کی ملاقات کا نتیجہ تیار ہے
mail-result-ready-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    درخواست { $reference } کے بارے میں آپ کی ملاقات کا نتیجہ تیار ہے۔ نتیجہ لاگ اِن کے بعد دیکھیں:
    { $link }

    { mail-footer }
mail-asked-subject = درخواست { $reference } کے لیے ایک معلومات درکار ہے
mail-asked-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی درخواست { $reference } کے لیے ایک معلومات درکار ہے۔ سوال لاگ اِن کے بعد ملے گا:
    { $link }

    { mail-footer }

mail-reminder-subject = یاد دہانی: ملاقات { $short-day }، { $time }
mail-reminder-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کی ملاقات: { $day }، { $time }
    جگہ: { $place }
    حوالہ نمبر: { $reference }
    { $link }

    { mail-footer }

mail-offered-subject = آپ کے لیے وقت: { $short-day }، { $time }
mail-offered-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    آپ کے لیے وقت خالی ہے: { $short-day }، { $time }
    جگہ: { $place }
    { $until } تک یہ صرف آپ کے لیے ہے:
    { $link }

    { mail-footer }

mail-interpreter-link-subject = ویڈیو نشست میں ترجمانی کی دعوت، { $short-day }
mail-interpreter-link-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    دن: { $day }
    وقت: { $time }
    ایک بار کا لنک، کسی کو نہ دیں:
    { $link }

    { mail-footer }

mail-interpreter-freed-subject = ترجمانی کی ضرورت نہیں رہی، { $short-day }
mail-interpreter-freed-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    شکریہ، { $day }، { $time } کی نشست میں ترجمانی کی ضرورت نہیں رہی۔

    { mail-footer }

mail-invited-subject = ویڈیو نشست کی دعوت، { $short-day }
mail-invited-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    دن: { $day }
    وقت: { $time }
    ایک بار کا لنک، کسی کو نہ دیں:
    { $link }

    { mail-footer }

mail-survey-subject = آپ کی رائے
mail-survey-body =
    السلام علیکم ورحمۃ اللہ وبرکاتہ

    تشریف آوری کا شکریہ۔ تین سوال، ایک منٹ سے بھی کم:
    { $link }

    { mail-footer }

# Places and calendar files

place-headquarters = صدر دفتر
calendar-summary = ملاقات
calendar-description = حوالہ { $reference }۔ تفصیل: { $link }
