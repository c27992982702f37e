// A part of a console in a separate thread or process: answers on `answer` what it hears on `question`.
import { openProcessDatabase } from "@/lib/db/database";
import { announce, onAnnouncement } from "@/lib/jobs/announcements";

const { name, url } = JSON.parse(process.argv[2] ?? "{}");
if (url) openProcessDatabase({ kind: "postgres", url });
onAnnouncement("question", (question) => announce("answer", `${name} heard ${question}`));
// Nothing else keeps it running.
setInterval(() => undefined, 60_000);
