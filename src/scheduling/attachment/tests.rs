//! A file is what it begins with, whatever it is called.

use proptest::prelude::*;

use super::{AttachmentKind, NAME_CHARS_MAX};

#[test]
fn a_file_is_what_it_begins_with() {
    for (bytes, kind) in [
        (b"%PDF-1.7\n".as_slice(), Some(AttachmentKind::Pdf)),
        (&[0xFF, 0xD8, 0xFF, 0xE0], Some(AttachmentKind::Jpeg)),
        (b"\x89PNG\r\n\x1a\n\0", Some(AttachmentKind::Png)),
        (b"\0\0\0\x18ftypheic\0\0", Some(AttachmentKind::Heic)),
        (b"\0\0\0\x18ftypmif1\0\0", Some(AttachmentKind::Heic)),
        (b"\0\0\0\x18ftypisom\0\0", None),
        (b"<html>%PDF-1.7", None),
        (b"MZ\x90\0", None),
        (b"PK\x03\x04", None),
        (b"GIF89a", None),
        (b"\xFF\xD8", None),
        (b"", None),
    ] {
        assert_eq!(AttachmentKind::of(bytes), kind, "{bytes:?}");
    }
}

#[test]
fn a_name_keeps_its_words_and_loses_what_harms() {
    let name = |given: &str| AttachmentKind::Pdf.file_name(given);
    assert_eq!(name("صورة الهوية.PDF"), "صورة الهوية.pdf");
    assert_eq!(name("../../etc/passwd"), "passwd.pdf");
    assert_eq!(name("C:\\scan\\report.final.docx"), "report.final.pdf");
    assert_eq!(name("invoice\u{202E}fdp.exe"), "invoicefdp.pdf");
    assert_eq!(name("a\"; filename=\"b.html"), "a filenameb.pdf");
    assert_eq!(name(".pdf"), "paper.pdf");
    assert_eq!(name(""), "paper.pdf");
    assert_eq!(name("تقرير"), "تقرير.pdf");
}

proptest! {
    #[test]
    fn no_name_leaves_its_line_or_its_folder(given in "\\PC{0,300}") {
        let name = AttachmentKind::Jpeg.file_name(&given);
        prop_assert!(name.chars().count() <= NAME_CHARS_MAX + 4, "{name}");
        let harms = |sign: char| sign.is_control() || "\"/\\<>;:\u{202E}".contains(sign);
        prop_assert!(!name.chars().any(harms), "{name}");
    }
}
