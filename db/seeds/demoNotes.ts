import type { NoteKind } from '$lib/domain/records';

/** The demo's three topics. Names of the report of 2021; everything else is written for the demo. */
/** What the running workshop has found so far; the past one's topics, below, have become AG 1 to 3. */
export const RUNNING_TOPICS = [
  'Leben auf dem Dorf',
  'Mitreden und Mitentscheiden',
  'Wie wir zusammenarbeiten'
];

export const TOPICS = [
  {
    title: 'Nachhaltige Dorfentwicklung',
    purpose: 'Ökologische, ökonomische und soziale Themen des Strukturwandels auf dem Dorf.'
  },
  {
    title: 'Transparenz und Beteiligung',
    purpose: 'Neue Formate, damit politische Entscheidungen partizipativer und transparenter werden.'
  },
  {
    title: 'Interne Struktur und Vernetzung',
    purpose: 'Arbeitsstruktur, Koordination und Fördergelder für eine langfristige Perspektive.'
  }
] as const;

export interface DemoNote {
  /** Kleingruppe, from 0. */
  group: 0 | 1 | 2 | 3;
  /** Index into PEOPLE. */
  by: number;
  kind: NoteKind;
  body: string;
  /** Index into RUNNING_TOPICS or TOPICS; without: in the Themenspeicher. */
  topic?: 0 | 1 | 2;
  thumbs: number;
  comments?: { by: number; body: string }[];
}

export const NOTES: readonly DemoNote[] = [
  {
    group: 0,
    by: 9,
    kind: 'question',
    body: 'Wie bleiben junge Leute im Dorf, wenn der letzte Bus um 17 Uhr fährt?',
    topic: 0,
    thumbs: 6
  },
  {
    group: 0,
    by: 9,
    kind: 'idea',
    body: 'Radwege, die Dörfer miteinander verbinden, nicht nur mit der Kreisstadt',
    thumbs: 4
  },
  {
    group: 0,
    by: 10,
    kind: 'idea',
    body: 'Ein Wärmenetz für drei Nachbardörfer, gemeinsam geplant und gemeinsam bezahlt',
    topic: 0,
    thumbs: 5,
    comments: [{ by: 9, body: 'Bei uns hat die Feuerwehr schon gefragt, ob das Gerätehaus mit dran kann.' }]
  },
  {
    group: 0,
    by: 10,
    kind: 'need',
    body: 'Jemand, der Fördermittel so erklärt, dass man danach weiß, welches Formular das richtige ist',
    topic: 2,
    thumbs: 7
  },
  {
    group: 0,
    by: 11,
    kind: 'offer',
    body: 'Unser Chor eröffnet jede Veranstaltung, wenn es danach Kaffee gibt',
    thumbs: 3
  },
  {
    group: 0,
    by: 11,
    kind: 'hurdle',
    body: 'Kein Arzt, kein Laden, kein Treffpunkt mehr: Wo soll man sich da überhaupt begegnen?',
    topic: 0,
    thumbs: 6,
    comments: [
      { by: 10, body: 'Wir treffen uns im Winter in der Bushaltestelle. Kein Witz.' },
      { by: 9, body: 'Ein Dorfladen könnte beides sein.' }
    ]
  },
  {
    group: 0,
    by: 9,
    kind: 'info',
    body: 'Der Landkreis schreibt gerade sein Mobilitätskonzept neu, Stellungnahmen sind bis Ende des Monats möglich',
    topic: 1,
    thumbs: 4
  },
  {
    group: 0,
    by: 10,
    kind: 'question',
    body: 'Was passiert mit dem Grundwasser, wenn die Pumpen abgestellt werden?',
    thumbs: 5
  },
  {
    group: 0,
    by: 11,
    kind: 'idea',
    body: 'Ein gemeinsames Sommerfest aller Initiativen, jedes Jahr in einem anderen Ort',
    topic: 2,
    thumbs: 2
  },
  {
    group: 0,
    by: 9,
    kind: 'offer',
    body: 'Zwei Lastenräder zum Ausleihen, eines davon mit Kühlbox',
    thumbs: 2
  },

  {
    group: 1,
    by: 2,
    kind: 'idea',
    body: 'Leerstehende Höfe als Werkstätten, Dorfläden und Treffpunkte öffnen',
    topic: 0,
    thumbs: 7,
    comments: [
      {
        by: 3,
        body: 'Bei uns steht die alte Schule leer. Die Gemeinde wäre offen für eine Zwischennutzung.'
      },
      { by: 4, body: 'Dazu gibt es sicher Erfahrungen aus der Lausitz.' }
    ]
  },
  {
    group: 1,
    by: 6,
    kind: 'question',
    body: 'Wer entscheidet über die Strukturmittel in unserem Landkreis, und wann?',
    topic: 1,
    thumbs: 9,
    comments: [{ by: 2, body: 'Die Sitzungen sind öffentlich, aber die Einladung stand nirgends.' }]
  },
  {
    group: 1,
    by: 7,
    kind: 'need',
    body: 'Bus nach 19 Uhr. Sonst kommt abends nur, wer ein Auto hat.',
    thumbs: 8,
    comments: [{ by: 3, body: 'Das trifft auch unsere Ehrenamtlichen.' }]
  },
  {
    group: 1,
    by: 4,
    kind: 'hurdle',
    body: 'Ehrenamt am Limit: Förderanträge sind für kleine Vereine zu aufwendig',
    topic: 2,
    thumbs: 6,
    comments: [{ by: 6, body: 'Können wir einen Antrag gemeinsam schreiben?' }]
  },
  {
    group: 1,
    by: 5,
    kind: 'offer',
    body: 'Wir haben einen Saal mit 80 Plätzen, stufenlos und mit gutem WLAN',
    topic: 0,
    thumbs: 4
  },
  {
    group: 1,
    by: 0,
    kind: 'info',
    body: 'Bürgerregion Lausitz: nicht zu lange bei den eigenen Strukturen bleiben',
    topic: 2,
    thumbs: 5
  },
  {
    group: 1,
    by: 8,
    kind: 'offer',
    body: 'Unser Netzwerk prüft Einladungen in Leichter Sprache',
    topic: 1,
    thumbs: 5,
    comments: [{ by: 7, body: 'Auch die Fragen auf der Pinnwand? Das wäre stark.' }]
  },
  {
    group: 1,
    by: 1,
    kind: 'idea',
    body: 'Ausgeloste Bürgerräte in den Dörfern am Tagebau',
    topic: 1,
    thumbs: 5,
    comments: [{ by: 6, body: 'Mit Aufwandsentschädigung, sonst machen wieder nur die Üblichen mit.' }]
  },
  {
    group: 1,
    by: 3,
    kind: 'hurdle',
    body: 'Protokolle der Gremien sind kaum zu finden',
    topic: 1,
    thumbs: 4
  },
  {
    group: 1,
    by: 1,
    kind: 'idea',
    body: 'Ein gemeinsamer Kalender für alle Beteiligungsverfahren im Revier',
    topic: 1,
    thumbs: 4
  },

  {
    group: 2,
    by: 8,
    kind: 'need',
    body: 'Beteiligung, bei der man nicht erst die Abkürzungen lernen muss',
    topic: 1,
    thumbs: 6
  },
  {
    group: 2,
    by: 8,
    kind: 'idea',
    body: 'Reparatur-Treffs als Anker im Ort: einmal im Monat, mit Kuchen',
    topic: 0,
    thumbs: 5,
    comments: [{ by: 4, body: 'Werkzeug hätten wir.' }]
  },
  {
    group: 2,
    by: 4,
    kind: 'idea',
    body: 'Seen nicht nur vermarkten, auch Ufer frei lassen, an denen einfach nichts passiert',
    thumbs: 6
  },
  {
    group: 2,
    by: 4,
    kind: 'info',
    body: 'Im Frühjahr führen wir durch die Tagebaukante, zwölf Plätze sind noch frei',
    thumbs: 2
  },
  {
    group: 2,
    by: 3,
    kind: 'offer',
    body: 'Kinderbetreuung bei Abendterminen, wenn wir zwei Wochen vorher Bescheid wissen',
    topic: 2,
    thumbs: 7
  },
  {
    group: 2,
    by: 3,
    kind: 'question',
    body: 'Wie erreichen wir Menschen, die bisher niemand gefragt hat?',
    topic: 1,
    thumbs: 8,
    comments: [{ by: 8, body: 'Hingehen. Zum Bäcker, zum Sportplatz, zur Tafel.' }]
  },
  {
    group: 2,
    by: 8,
    kind: 'hurdle',
    body: 'Zwei Bundesländer, zwei Förderlogiken, und das Dorf liegt genau dazwischen',
    topic: 2,
    thumbs: 5
  },
  {
    group: 2,
    by: 4,
    kind: 'need',
    body: 'Flächen, auf denen etwas wachsen darf, ohne dass es sich nach drei Jahren rechnen muss',
    topic: 0,
    thumbs: 3
  },
  {
    group: 2,
    by: 3,
    kind: 'idea',
    body: 'Patenschaften: ein Stadtverein und ein Dorfverein planen ein Jahr zusammen',
    topic: 2,
    thumbs: 4
  },

  {
    group: 3,
    by: 5,
    kind: 'idea',
    body: 'Eine Dorfwerkstatt im Herbst, in der wir drei Ideen wirklich ausprobieren',
    topic: 0,
    thumbs: 6,
    comments: [{ by: 6, body: 'Wir bringen zwei Leute mit.' }]
  },
  {
    group: 3,
    by: 6,
    kind: 'offer',
    body: 'Wir zeigen, wie man Akteneinsicht beantragt und den Einwohnerantrag richtig formuliert',
    topic: 1,
    thumbs: 5
  },
  {
    group: 3,
    by: 7,
    kind: 'question',
    body: 'Warum sitzt im Begleitausschuss niemand unter dreißig?',
    topic: 1,
    thumbs: 9,
    comments: [{ by: 5, body: 'Gute Frage. Und niemand, der Schicht arbeitet.' }]
  },
  {
    group: 3,
    by: 7,
    kind: 'idea',
    body: 'Ein Nachtbus, den die Jugendlichen selbst planen und der wirklich an den Dörfern hält',
    thumbs: 7
  },
  {
    group: 3,
    by: 5,
    kind: 'offer',
    body: 'Alte Dorfschule, drei Räume, steht für eine Zwischennutzung bereit',
    topic: 0,
    thumbs: 5
  },
  {
    group: 3,
    by: 6,
    kind: 'hurdle',
    body: 'Fristen mitten in den Sommerferien: So wird niemand beteiligt',
    topic: 1,
    thumbs: 6
  },
  {
    group: 3,
    by: 5,
    kind: 'need',
    body: 'Eine Person, die koordiniert und dafür bezahlt wird',
    topic: 2,
    thumbs: 8,
    comments: [{ by: 7, body: 'Ohne das schläft es nach einem halben Jahr ein.' }]
  },
  {
    group: 3,
    by: 6,
    kind: 'idea',
    body: 'Sprecherrat aus beiden Ländern, jedes Jahr zur Hälfte neu gewählt',
    topic: 2,
    thumbs: 3
  },
  {
    group: 3,
    by: 7,
    kind: 'info',
    body: 'Der Jugendbeirat tagt am ersten Montag im Monat und freut sich über Gäste',
    thumbs: 2
  },
  {
    group: 3,
    by: 5,
    kind: 'idea',
    body: 'Streuobst und Hecken statt Restflächen, gepflegt von Schulklassen und Rentnern',
    topic: 0,
    thumbs: 4
  },
  {
    group: 3,
    by: 6,
    kind: 'question',
    body: 'Wie halten wir Kontakt zur Bürgerregion Lausitz, ohne dass es an einer Person hängt?',
    topic: 2,
    thumbs: 4
  }
];

/** A place where such a thing would be; nobody's real page. */
const at = (page: string): string => `https://example.org/${page}`;

/** Agenda of the demo workshop, after the report of the real one with its inputs and materials; the speakers are invented. */
export const AGENDA = [
  { starts: '17:00', title: 'Ankommen', body: 'Begrüßung, Technik prüfen' },
  {
    starts: '17:10',
    title: 'Initiierungsidee',
    body: 'Impuls: Ole Ostermann und Frieda Feldweg. Warum ein Bündnis, das gemeinsam handlungsfähiger macht.',
    links: [{ label: 'Projektidee', url: at('projektidee') }]
  },
  {
    starts: '17:25',
    title: 'Ergebnisse der Akteursbefragung',
    body: 'Impuls: Karla Kornblum. Rund 150 Personen haben teilgenommen, rund 100 möchten mitarbeiten.',
    links: [{ label: 'Präsentation Akteursbefragung', url: at('befragung') }]
  },
  {
    starts: '17:45',
    title: 'Austausch mit der Bürgerregion Lausitz',
    body: 'Gespräch mit Lena Lausitzerin: schnell in die thematische Arbeit kommen.',
    links: [
      { label: 'Website der Bürgerregion', url: at('buergerregion') },
      { label: 'Film zur Gründung', url: at('film') },
      { label: 'Positionspapier', url: at('positionspapier') }
    ]
  },
  { starts: '18:20', title: 'Themen sammeln in Kleingruppen', body: 'Vier Gruppen, 25 Minuten' },
  {
    starts: '18:45',
    title: 'Gemeinsam clustern und gewichten',
    body: 'An der gemeinsamen Pinnwand, drei Punkte pro Person'
  },
  { starts: '19:20', title: 'Schwerpunkte werden AGs', body: 'Wer arbeitet wo mit?' },
  { starts: '19:40', title: 'Vernetzen', body: 'Visitenkarten anlegen und austauschen' },
  {
    starts: '19:50',
    title: 'Nächste Schritte',
    body: 'Das Koordinierungsteam meldet sich bei allen, die mitarbeiten.'
  }
];

/** The past workshop: origin notes of the three AGs, by topic, and who signed up. */
export const PAST_NOTES: readonly {
  topic: 0 | 1 | 2;
  group: 0 | 1 | 2 | 3;
  by: number;
  kind: NoteKind;
  body: string;
}[] = [
  {
    topic: 0,
    group: 0,
    by: 1,
    kind: 'idea',
    body: 'Dorfläden als Genossenschaft, mit Poststelle und Mittagstisch'
  },
  { topic: 0, group: 1, by: 2, kind: 'idea', body: 'Regionale Wertschöpfung: Obst, Holz, Handwerk' },
  { topic: 0, group: 2, by: 5, kind: 'offer', body: 'Räume für die ersten Treffen, Beamer vorhanden' },
  {
    topic: 0,
    group: 3,
    by: 10,
    kind: 'question',
    body: 'Wie kommt der Gewinn aus Wind und Sonne ins Dorf zurück?'
  },
  {
    topic: 1,
    group: 0,
    by: 6,
    kind: 'hurdle',
    body: 'Beschlüsse zu Strukturmitteln erscheinen erst nach der Sitzung'
  },
  { topic: 1, group: 1, by: 7, kind: 'idea', body: 'Jugendliche bekommen einen festen Platz mit Stimme' },
  { topic: 1, group: 2, by: 8, kind: 'offer', body: 'Zusammenfassungen in Leichter Sprache' },
  { topic: 1, group: 3, by: 3, kind: 'idea', body: 'Dorfspaziergänge mit Verwaltung und Planungsbüros' },
  { topic: 2, group: 0, by: 4, kind: 'need', body: 'Ein gemeinsamer Förderantrag für die Koordination' },
  { topic: 2, group: 1, by: 9, kind: 'idea', body: 'Einmal im Monat eine offene Sprechstunde am Telefon' },
  {
    topic: 2,
    group: 2,
    by: 11,
    kind: 'info',
    body: 'Der Landesverband verleiht Technik für hybride Treffen'
  },
  {
    topic: 2,
    group: 3,
    by: 0,
    kind: 'question',
    body: 'Wer spricht für das Bündnis, wenn schnell jemand sprechen muss?'
  }
];

/** By AG: indices into PEOPLE. Those in `named` agreed that their name stands on the AG's page. */
export const PAST_SIGNUPS: readonly {
  active: number[];
  informed: number[];
  named: number[];
  dots: number;
}[] = [
  { active: [1, 2, 4, 5, 10, 9], informed: [3, 8, 11], named: [1, 2, 4, 5], dots: 11 },
  { active: [6, 7, 8, 3, 1], informed: [2, 5, 9], named: [6, 7, 8], dots: 14 },
  { active: [0, 11, 9, 4], informed: [1, 6, 10], named: [0, 11], dots: 8 }
];
