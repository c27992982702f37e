import { dataSets, type SetName } from "./sets";
import { writePart } from "./write-part";

const [storageDir = "", set = "", seed = "", part = "0", parts = "1"] = process.argv.slice(2);
writePart(storageDir, dataSets[set as SetName], seed, Number(part), Number(parts));
