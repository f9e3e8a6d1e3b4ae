/**
 * What people talk about when a town or a region talks about itself, as the fields of municipal work know it: bus and
 * train are both about getting about, though they share no letter. Short notes rarely share a word; they share a field.
 *
 * General vocabulary, made from the usual division of municipal departments, not from any board's notes: see
 * docs/decisions/0009-proposals-by-shared-words.md. A word counts alone and as the beginning or end of a compound ("Bus"
 * in "Nachtbus" and "Buslinie"); the longest entry wins, so "Radio" is not about the "Rad". German, then English.
 */
export const FIELDS: Readonly<Record<string, string>> = {
  mobility: `Mobilität Verkehr Nahverkehr ÖPNV Bus Busse Bahn Zug Züge Bahnhof Haltestelle Takt Fahrplan Ticket Linie Rufbus
    Straßenbahn Tram Auto Autos PKW Führerschein Fahrgemeinschaft Carsharing mitfahren Mitfahrbank Taxi Rad Räder Fahrrad
    Radweg radeln Lastenrad E-Bike Moped Roller Straße Gehweg Bürgersteig Fußweg Fußgänger Zebrastreifen Kreuzung Ampel Tempo
    Parkplatz parken Stau Pendler pendeln Anbindung Schiene Autobahn Umgehungsstraße fahren Fahrt Verbindung umsteigen Anschluss
    mobility transport traffic bus train station timetable ticket car parking bike bicycle cycling lane road street sidewalk
    pavement ride carpool commute commuter pedestrian crossing tram taxi`,
  energy: `Energie Strom Solar Solaranlage Photovoltaik PV Wind Windrad Windkraft Windpark Wärme Wärmenetz Fernwärme Nahwärme
    heizen Heizung Wärmepumpe Gas Öl Wasserstoff Biogas Kraftwerk Kohle Braunkohle Netzausbau Speicher Batterie Balkonkraftwerk
    Dämmung Klimaschutz CO2 Emission klimaneutral Kilowatt Wallbox Ladesäule Stadtwerke erneuerbar Ökostrom Energiewende
    energy electricity power solar wind turbine heat heating heatpump gas coal hydrogen battery grid renewable insulation carbon
    emission`,
  nature: `Natur Naturschutz Umwelt Umweltschutz Wald Wälder Baum Bäume Hecke Wiese Blühwiese Biene Insekt Vogel Tiere Artenvielfalt
    Biodiversität Wasser Grundwasser Fluss Bach Teich Gewässer Boden Moor Trockenheit Dürre Hitze Hochwasser Renaturierung
    Rekultivierung Landschaft Grünfläche Park Garten Streuobst Klima Klimawandel entsiegeln Versiegelung Müll Abfall Plastik
    Recycling Kompost nature environment forest tree meadow bee insect bird wildlife biodiversity water river soil drought heat
    flood garden green waste litter plastic compost climate`,
  farming: `Landwirtschaft Landwirt Bauer Bauern Bauernhof Acker Feld Ernte Stall Tierhaltung Kuh Schwein Huhn Milch Obst Gemüse
    Hofladen Direktvermarktung Saatgut Dünger Ökolandbau Agrar Imker farming farm farmer agriculture crop harvest vegetable fruit
    cattle`,
  youth: `Jugend jugendlich Jugendliche Jugendclub Jugendzentrum Teenager Teenie Azubi Schüler Ausbildung Jungs Mädchen junge Leute
    Bolzplatz Skaten Skatepark Skateranlage abhängen chillen Pubertät Streetwork Jugendarbeit Jugendtreff Jugendraum Jugendrat
    Pfadfinder Party Disko feiern youth teen teenager young skate skatepark`,
  education: `Schule Schulen Grundschule Gymnasium Oberschule Lehrer Unterricht Klasse Bildung lernen Kita Kindergarten Krippe Erzieher
    Hort Kind Kinder Spielplatz Ferien Nachhilfe Schulabschluss Hausaufgaben Universität Hochschule Studium Studierende
    Volkshochschule Weiterbildung Kurs Lehrplan Mensa Familie Eltern Kinderbetreuung school teacher pupil class education learn
    kindergarten nursery daycare child children playground parent family university student course`,
  culture: `Kultur kulturell Kunst Künstler Museum Ausstellung Galerie Theater Bühne Konzert Musik Musikschule Band Chor Orchester
    Kino Film Lesung Literatur Bücherei Bibliothek Buch Bücher Festival Fest Dorffest Stadtfest Straßenfest Volksfest Brauchtum
    Tradition Heimat Heimatverein Heimatmuseum Denkmal Geschichte Industriekultur Tanz Atelier Proberaum Kulturhaus Veranstaltung
    Kabarett Zirkus Malerei Fotografie Mundart culture art artist museum exhibition gallery theatre stage concert music band choir
    cinema film library book festival heritage tradition history monument dance`,
  digital: `digital Digitalisierung Internet Netz Online WLAN Wifi Glasfaser Breitband DSL Funkloch Mobilfunk Handy Smartphone Tablet
    Computer PC Laptop Rechner App Apps Webseite Website Homepage Plattform Software Server Daten Datenschutz Passwort E-Mail Mail
    Chat Messenger WhatsApp Videokonferenz Zoom Empfang Funkmast Onlineformular Formular E-Government KI Roboter Coding programmieren
    IT Hotspot Cloud Medienkompetenz digital internet online broadband fibre wifi network signal phone smartphone tablet computer
    laptop app website platform software data password email video coding`,
  housing: `Wohnen Wohnung Wohnungen Wohnraum wohnen Miete Mieten Mieter Vermieter Haus Häuser Eigenheim Bauland Bauplatz bauen Neubau
    Altbau Sanierung sanieren Leerstand leerstehend Gebäude Immobilie Grundstück Quartier Siedlung Plattenbau Dach Fassade Makler
    Mehrgenerationenhaus Wohnprojekt WG Genossenschaft Umzug umziehen ziehen Zuzug Nebenkosten Sozialwohnung Baugenehmigung Ruine
    Abriss abreißen Scheune Denkmalschutz Einfamilienhaus Zimmer barrierefrei Zwischennutzung Innenstadt Ortskern
    housing house flat apartment rent tenant landlord building build renovate renovation vacant vacancy property plot roof
    neighbourhood room`,
  health: `Gesundheit gesund krank Krankheit Arzt Ärzte Ärztin Hausarzt Facharzt Zahnarzt Kinderarzt Praxis Arzttermin Klinik
    Krankenhaus Notaufnahme Rettung Rettungswagen Notarzt Apotheke Medikament Medizin Patient Hebamme Geburt Therapie Psychotherapie
    Therapeut Physiotherapie Reha Pflege Pflegeheim Pflegedienst Pflegekraft pflegen Angehörige Demenz Hospiz Tagespflege Altenheim
    Seniorenheim Betreuung Krankenkasse Impfung Sucht Psyche Einsamkeit Gemeindeschwester Telemedizin Wartezimmer Rollator
    health doctor doctors hospital clinic pharmacy medicine nurse nursing care patient therapy therapist dentist midwife dementia
    ambulance appointment surgery mental`,
  economy: `Wirtschaft Unternehmen Firma Firmen Betrieb Betriebe Handwerk Handwerker Meister Mittelstand Industrie Gewerbe Gewerbegebiet
    Arbeit Arbeitsplatz Arbeitsplätze Job Jobs Stelle Fachkraft Fachkräfte Fachkräftemangel Personal Mitarbeiter Lohn Gehalt
    Tariflohn Ausbildungsplatz Lehrling Lehrstelle Praktikum Gründer Gründung Start-up Coworking Chef Unternehmer Nachfolge Investor
    Ansiedlung Wertschöpfung Export Produktion Fabrik Werkstatt Branche Steuer Gewerbesteuer arbeitslos Quereinsteiger Homeoffice
    Schichtarbeit Bewerbung Rückkehrer Abwanderung economy business company companies firm job jobs work worker workforce employer
    employee wage salary skilled apprentice apprenticeship internship founder startup factory industry trade`,
  shopping: `Einkaufen Laden Läden Dorfladen Supermarkt Bäcker Bäckerei Metzger Fleischer Markt Wochenmarkt Lebensmittel Geschäft
    Einzelhandel Post Poststelle Paket Bank Sparkasse Geldautomat Nahversorgung Kneipe Gasthaus Gaststätte Wirtshaus Café Restaurant
    Imbiss shop shops shopping supermarket grocery bakery butcher market store cafe pub restaurant`,
  tourism: `Tourismus Touristen Urlaub Urlauber Gäste Hotel Pension Ferienwohnung Campingplatz Camping wandern Wanderweg Radtouristik
    Ausflug Ausflugsziel Strand Badesee Besucher Sehenswürdigkeit Souvenir Reiseführer tourism tourist visitor hotel camping hiking
    trail holiday`,
  participation: `Beteiligung beteiligen Bürgerbeteiligung Partizipation Demokratie mitreden mitbestimmen Mitbestimmung mitentscheiden
    Entscheidung entscheiden Politik Politiker Bürgermeister Gemeinderat Stadtrat Kreistag Landrat Ausschuss Verwaltung Rathaus Amt
    Behörde Bürokratie Antragstellung Wahl Abstimmung Bürgerrat Bürgerentscheid Bürgerhaushalt Einwohner Sitzung Protokoll Transparenz
    Anhörung Petition participation democracy decide decision politics politician mayor council administration authority vote citizen
    transparency`,
  volunteering: `Ehrenamt ehrenamtlich Engagement engagieren Verein Vereine Vereinsleben Vorstand Freiwillige Initiative Nachbarschaft
    Nachbarschaftshilfe Ehrenamtskarte Bürgerstiftung Helfer Selbsthilfe volunteer volunteering club association neighbour
    initiative`,
  funding: `Förderung Förderantrag Fördermittel Fördergeld Fördertopf Geld Gelder Finanzierung finanzieren Haushalt Budget Kosten Zuschuss
    Spende spenden Stiftung Kredit Antrag Anträge Strukturmittel Eigenanteil Haushaltsmittel funding grant money budget finance cost
    donation subsidy`,
  networking: `Vernetzung vernetzen Netzwerk Zusammenarbeit zusammenarbeiten Kooperation kooperieren Bündnis Koordination koordinieren
    Austausch Partner Partnerschaft Arbeitsgruppe Arbeitsstruktur Runder Tisch Ansprechpartner Allianz networking cooperation
    cooperate alliance coordinate coordination exchange partner partnership`,
  information: `Information informieren Öffentlichkeitsarbeit Presse Zeitung Amtsblatt Radio Fernsehen Newsletter Flyer Plakat Aushang
    Kommunikation Werbung Marketing Image Kalender Social Media Instagram Facebook Podcast information press newspaper flyer poster
    communication advertising marketing calendar`,
  sport: `Sport Sportplatz Sportverein Turnhalle Sporthalle Fußball Handball Volleyball Turnen Training Trainer Schwimmbad Freibad
    Hallenbad schwimmen Fitness Yoga Laufstrecke Tischtennis Kegeln sport sports football gym swimming pool training`,
  seniors: `Senioren Seniorin Rentner Rente Ältere Alte Menschen Oma Opa Großeltern Altersarmut Seniorentreff Seniorennachmittag senior
    seniors elderly pensioner pension grandparents`,
  integration: `Integration Migration Migrant Geflüchtete Flüchtlinge Asyl Ausländer Sprachkurs Dolmetscher Willkommenskultur Zuwanderung
    Zugewanderte Vielfalt Rassismus Diskriminierung Leichte Sprache Inklusion Behinderung Rollstuhl Teilhabe Gleichstellung
    integration migrant refugee asylum language interpreter diversity racism discrimination inclusion disability wheelchair equality`,
  safety: `Sicherheit Polizei Feuerwehr Brandschutz Katastrophenschutz Kriminalität Einbruch Diebstahl Vandalismus Beleuchtung Laterne
    Straßenlaterne Angst Ordnungsamt safety security police fire brigade crime theft vandalism lighting`,
  meeting: `Treffpunkt Begegnung Begegnungsstätte Dorfgemeinschaftshaus Bürgerhaus Gemeinschaft Gemeinschaftsraum Stammtisch Zusammenhalt
    Dorfplatz Marktplatz Sitzbank meeting community gathering square bench`
};
