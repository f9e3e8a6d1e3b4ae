import type { CardColour } from '$lib/domain/records';

/** Invented people of the demo. None of them exists; the addresses end in example.org, which nobody can own. */
export interface DemoPerson {
  name: string;
  organisation: string;
  role: string;
  region: string;
  fields: string[];
  offer: string;
  need: string;
  about: string;
  colour: CardColour;
  /** Local part of the address at example.org. */
  mail: string;
}

/** The first one owns the space and moderates. */
export const PEOPLE: readonly DemoPerson[] = [
  {
    name: 'Hedda Holunder',
    organisation: 'Werkstatt Rundes Eck',
    role: 'Freie Moderatorin',
    region: 'Stadt Leipzig',
    fields: ['Demokratie, Partizipation & Engagement'],
    offer: 'Moderation von Bürgerräten und Dorfgesprächen',
    need: 'Co-Moderation für größere Runden',
    about: 'Seit zehn Jahren zwischen Gemeindesaal und Videokonferenz unterwegs.',
    colour: 'white',
    mail: 'hedda'
  },
  {
    name: 'Lotte Löwenzahn',
    organisation: 'Dorfladen Musterdorf eG',
    role: 'Gründerin',
    region: 'Landkreis Leipzig',
    fields: ['Dorf-/Stadt-/Regionalentwicklung', 'Soziales'],
    offer: 'Erfahrung mit der Gründung einer Genossenschaft',
    need: 'Regionale Lieferbetriebe und Fahrdienste',
    about: '',
    colour: 'yellow',
    mail: 'lotte'
  },
  {
    name: 'Otto Obstwiese',
    organisation: 'Obstwiesen-Initiative Musterau',
    role: 'Koordination',
    region: 'Burgenlandkreis',
    fields: ['Klima & Umwelt', 'Bildung'],
    offer: 'Pflanz- und Schnittkurse auf Streuobstwiesen, Edelreiser alter Sorten',
    need: 'Flächen und junge Mitstreitende',
    about: 'Wer einen alten Baum retten will, darf mich auch sonntags anrufen.',
    colour: 'green',
    mail: 'otto'
  },
  {
    name: 'Ida Immergrün',
    organisation: 'Mehrgenerationenhaus Beispielstadt',
    role: 'Leitung',
    region: 'Saalekreis',
    fields: ['Soziales', 'Bildung'],
    offer: 'Räume und Kinderbetreuung bei Veranstaltungen',
    need: 'Fahrgemeinschaften für Abendtermine',
    about: '',
    colour: 'rose',
    mail: 'ida'
  },
  {
    name: 'Karl Kranich',
    organisation: 'Naturschutzgruppe Musteraue',
    role: 'Exkursionsleiter',
    region: 'Landkreis Anhalt-Bitterfeld',
    fields: ['Klima & Umwelt'],
    offer: 'Exkursionen in Bergbaufolgelandschaften',
    need: 'Hilfe beim Schreiben von Förderanträgen',
    about: '',
    colour: 'blue',
    mail: 'karl'
  },
  {
    name: 'Frieda Feldweg',
    organisation: 'Kulturscheune Beispielhain e. V.',
    role: 'Vorstand',
    region: 'Landkreis Leipzig',
    fields: ['Kultur', 'Dorf-/Stadt-/Regionalentwicklung'],
    offer: 'Saal mit 80 Plätzen, Bühne und Technik',
    need: 'Partner für eine Dorfwerkstatt im Herbst',
    about: 'Die Scheune steht offen, auch für ungewöhnliche Ideen.',
    colour: 'orange',
    mail: 'frieda'
  },
  {
    name: 'Wilma Weidenbaum',
    organisation: 'Bürgerinitiative Musterseen',
    role: 'Sprecherin',
    region: 'Landkreis Nordsachsen',
    fields: ['Demokratie, Partizipation & Engagement', 'Klima & Umwelt'],
    offer: 'Erfahrung mit Akteneinsicht und Einwohneranträgen',
    need: 'Überblick über laufende Förderverfahren',
    about: '',
    colour: 'green',
    mail: 'wilma'
  },
  {
    name: 'Jona Juniwind',
    organisation: 'Jugendbeirat Beispielkreis',
    role: 'Mitglied',
    region: 'Landkreis Mansfeld-Südharz',
    fields: ['Demokratie, Partizipation & Engagement'],
    offer: 'Kontakt zu Jugendlichen für Workshops',
    need: 'Verbündete für einen Nachtbus',
    about: '',
    colour: 'yellow',
    mail: 'jona'
  },
  {
    name: 'Tarek Testmann',
    organisation: 'Netzwerk Leicht Gesagt',
    role: 'Prüfer für Leichte Sprache',
    region: 'Stadt Halle (Saale)',
    fields: ['Bildung', 'Soziales'],
    offer: 'Texte in Leichter Sprache, auch kurzfristig',
    need: 'Projekte, die Beteiligung barrierefrei planen',
    about: '',
    colour: 'blue',
    mail: 'tarek'
  },
  {
    name: 'Emil Eisvogel',
    organisation: 'Radwerkstatt Beispielufer',
    role: 'Werkstattleiter',
    region: 'Landkreis Altenburger Land',
    fields: ['Klima & Umwelt', 'Dorf-/Stadt-/Regionalentwicklung'],
    offer: 'Lastenräder zum Ausleihen und eine Werkstatt zum Selberschrauben',
    need: 'Gemeinden, die über Radwege zwischen Dörfern nachdenken',
    about: '',
    colour: 'orange',
    mail: 'emil'
  },
  {
    name: 'Mina Muster',
    organisation: 'Energiegruppe Musterdorf',
    role: 'Ansprechpartnerin',
    region: 'Saalekreis',
    fields: ['Klima & Umwelt', 'Dorf-/Stadt-/Regionalentwicklung'],
    offer: 'Rechenbeispiele für Bürgerenergie, verständlich erklärt',
    need: 'Dächer von Vereinen und Gemeinden',
    about: '',
    colour: 'rose',
    mail: 'mina'
  },
  {
    name: 'Greta Grasmück',
    organisation: 'Heimatchor Beispielberg e. V.',
    role: 'Chorleiterin',
    region: 'überregional',
    fields: ['Kultur', 'Soziales'],
    offer: 'Eine Mitsingrunde für jede Eröffnung',
    need: 'Probenräume mit guter Heizung',
    about: '',
    colour: 'white',
    mail: 'greta'
  }
];
