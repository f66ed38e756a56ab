### What messages put in: sections, ways to meet.

service-name = مجلس
section-men = مردوں کا شعبہ
section-women = خواتین کا شعبہ
mode-in-person = بالمشافہ
mode-video = قریبی مرکز سے ویڈیو کے ذریعے
mode-reception = استقبالیہ نشست
mode-service = مرکز میں خدمت
