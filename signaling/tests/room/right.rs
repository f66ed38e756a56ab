//! The table of rights, as people read it.

use majlis_signaling::permission::table;

const TABLE: &str = "\
message    | applicant      | companion      | representative | operator       | official       | secretary      | interpreter    | sign language  | observer
hello      | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
ready      | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
answer     | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
candidate  | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
restart    | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
admit      | -              | -              | -              | -              | yes            | official there | -              | -              | -
hold       | -              | -              | -              | -              | yes            | official there | -              | -              | -
decline    | -              | -              | -              | -              | yes            | official there | -              | -              | -
invite     | -              | -              | -              | -              | yes            | yes            | -              | -              | -
tell       | -              | -              | -              | -              | yes            | yes            | -              | -              | -
mute       | -              | -              | -              | own side       | yes            | yes            | -              | -              | -
remove     | -              | -              | -              | own side       | yes            | yes            | -              | -              | -
lock       | -              | -              | -              | -              | yes            | yes            | -              | -              | -
chat       | admitted       | admitted       | admitted       | yes            | yes            | yes            | admitted       | admitted       | -
pin        | -              | -              | -              | -              | yes            | yes            | -              | -              | -
stats      | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
end        | -              | -              | -              | own side       | yes            | yes            | -              | -              | -
bye        | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes            | yes
";

#[test]
fn who_may_say_what() {
    assert_eq!(table(), TABLE);
}
