// An operator's SMPP end for the tests, on the npm package smpp: says what it was handed, a line of JSON each, and reports
// each message as delivered. `[flood]` in a text is refused as throttled once, `[never]` for good.
import smpp from "smpp";

const say = (what) => console.log(JSON.stringify(what));
const throttled = new Set();
let number = 0;

function take(session, pdu) {
  const text = pdu.short_message.message;
  if (text.includes("[never]")) return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
  if (text.includes("[flood]") && !throttled.has(text)) {
    throttled.add(text);
    return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  }
  number += 1;
  const id = `M${number}`;
  const header = pdu.short_message.udh?.[0];
  say({
    from: pdu.source_addr,
    to: pdu.destination_addr,
    coding: pdu.data_coding,
    text,
    part: header ? [...header].slice(-2) : null,
    receipt: pdu.registered_delivery,
  });
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery === 1) report(session, id, pdu);
}

/** The receipt; again where we were told to come again. */
function report(session, id, of) {
  session.deliver_sm(
    {
      esm_class: 4,
      source_addr: of.destination_addr,
      destination_addr: of.source_addr,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611220900 done date:2611220901 stat:DELIVRD err:000 text:`,
    },
    (answer) => {
      if (answer.command_status === 0x64) report(session, id, of);
      else say({ reported: id, status: answer.command_status });
    },
  );
}

const server = smpp.createServer((session) => {
  session.on("error", () => session.close());
  session.on("bind_transceiver", (pdu) => {
    const right = pdu.system_id === "majlis" && pdu.password === "k-123";
    session.send(pdu.response(right ? {} : { command_status: smpp.ESME_RBINDFAIL }));
    if (right) say({ bound: pdu.interface_version });
  });
  session.on("submit_sm", (pdu) => take(session, pdu));
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu) => {
    session.send(pdu.response());
    session.close();
  });
});
server.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
