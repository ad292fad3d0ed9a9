// Dates as people write them, and how they are written in a record: the same as check/written_dates.py.

const NAMES = [["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"], ["june", "jun"], ["july", "jul"], ["august", "aug"], ["september", "sept", "sep"], ["october", "oct"], ["november", "nov"], ["december", "dec"]];
const MONTHS = new Map(NAMES.flatMap((names, place) => names.map((name) => [name, place + 1])));
const WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\\s{1,3})?";
const DAYS = [
  "(?<year>[0-9]{4})[./ -](?<month>[0-9]{1,2})[./ -](?<day>[0-9]{1,2})(?:[T ][0-9:.]{4,12}Z?)?",
  "(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})",
  "(?<day>[0-9]{1,2})[./ -](?<month>[0-9]{1,2})[./ -](?<year>[0-9]{4}|[0-9]{2})",
  "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?<month>[a-z]{3,9})\\.?,?[ -](?<year>[0-9]{4})",
  "(?<month>[a-z]{3,9})\\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<year>[0-9]{4})",
  "(?<year>[0-9]{4}),? (?<month>[a-z]{3,9}) (?<day>[0-9]{1,2})",
].map((form) => new RegExp(`^${WEEKDAY}${form}$`, "i"));
const OF_MONTHS = [
  "(?<month>[a-z]{3,9})\\.?,?[ -](?<year>[0-9]{4})",
  "(?<year>[0-9]{4})[./ -](?<month>[0-9]{1,2})",
  "(?<month>[0-9]{1,2})[./ -](?<year>[0-9]{4})",
].map((form) => new RegExp(`^${form}$`, "i"));
const LONGEST = 60;

/** Says how the date, month or year in a text is written, as far as it can be told; else an empty text. */
export function dateHint(kind, text) {
  const day = dayMeant(text);
  const found = kind === "date" && !day ? match(DAYS, text) : null;
  if (found) return notInTheCalendar(found);
  const month = day ? written(day).slice(0, 7) : monthMeant(text);
  if (kind === "date" && day) {
    const name = day.toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
    return `Write ${written(day)}, if ${day.getUTCDate()} ${name} ${day.getUTCFullYear()} is meant.`;
  }
  if (kind === "date" && month) return `Write the day too, for example ${month}-01.`;
  if (kind === "yearmonth" && month) return `Write ${month}.`;
  if (kind === "year" && month) return `Write ${month.slice(0, 4)}.`;
  return "";
}

/** Says why there is no such day, and what was meant if the month was written before the day. */
function notInTheCalendar(found) {
  const short = Number(found.year);
  const [year, month, day] = [short < 100 ? short + 2000 : short, monthOf(found.month), Number(found.day)];
  if (!/^[0-9]+$/.test(found.month) && !month) return "";
  if (month >= 1 && month <= 12) {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const name = new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
    return `${name} ${year} has ${days} days, and no day ${day}: look up which day is meant.`;
  }
  const swapped = day >= 1 && day <= 12 && Object.keys(found)[0] === "day" ? dayMeant(`${month} ${day} ${year}`) : null;
  if (swapped) {
    const name = swapped.toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
    return `Write ${written(swapped)}, if ${swapped.getUTCDate()} ${name} ${swapped.getUTCFullYear()} is meant.`;
  }
  return `There is no month ${month}: look up which day is meant, and write year-month-day.`;
}

function dayMeant(text) {
  const found = match(DAYS, text);
  if (!found) return null;
  const short = Number(found.year);
  const [year, month, day] = [short < 100 ? short + 2000 : short, monthOf(found.month), Number(found.day)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

function monthMeant(text) {
  const found = match(OF_MONTHS, text);
  const month = found ? monthOf(found.month) : 0;
  return month >= 1 && month <= 12 ? `${found.year}-${String(month).padStart(2, "0")}` : "";
}

function match(forms, text) {
  const line = [...text].length <= LONGEST ? text.trim().split(/\s+/).join(" ") : "";
  for (const form of forms) {
    const found = form.exec(line);
    if (found) return found.groups;
  }
  return null;
}

const monthOf = (name) => (/^[0-9]+$/.test(name) ? Number(name) : (MONTHS.get(name.toLowerCase()) ?? 0));
const written = (date) => date.toISOString().slice(0, 10);
