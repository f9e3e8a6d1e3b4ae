/**
 * What people talk about when a town or a region talks about itself, as the fields of municipal work know it: bus and
 * train are both about getting about, though they share no letter. Short notes rarely share a word; they share a field.
 *
 * General vocabulary, made from the usual division of municipal departments, not from any board's notes: see
 * docs/decisions/0009-proposals-by-shared-words.md. A word counts alone and as the beginning or end of a compound ("Bus"
 * in "Nachtbus" and "Buslinie"). German words with a capital count as nouns only: "Zug" is not in "zugemacht".
 */
export const FIELDS: Readonly<Record<string, { de: string; en: string }>> = {
  mobility: {
    de: `Mobilität Verkehr Nahverkehr ÖPNV Bus Busse Bahn Zug Züge Bahnhof Haltestelle Takt Fahrplan Ticket Linie Rufbus
      Straßenbahn Tram Auto Autos PKW Führerschein Fahrgemeinschaft Carsharing mitfahren Taxi Rad Räder Fahrrad Radweg
      radeln Lastenrad E-Bike Moped Roller Straße Gehweg Bürgersteig Fußweg Fußgänger Zebrastreifen Kreuzung Ampel Tempo
      Parkplatz parken Stau Pendler pendeln Anbindung Schiene Autobahn Umgehungsstraße fahren Fahrt Verbindung umsteigen
      Anschluss Verkehrsmittel Verkehrsanbindung Fahrzeit Fahrgast Fahrer Busfahrer Abfahrt Ankunft Verspätung Wartehäuschen
      Bushaltestelle Nachtbus Bürgerbus Anrufbus Sammeltaxi Regionalbahn U-Bahn Gleis Bahnsteig Bahnübergang Fahrkarte
      Fahrschein Deutschlandticket Schülerticket Wagen Fahrzeug Laster LKW Lkw Transporter Motorrad Mofa Pedelec E-Auto
      Elektroauto Radfahrer Radschnellweg Fahrradständer Helm Fahrradstraße Wege Weg Bordstein Schlagloch Asphalt Fahrbahn
      Kreisverkehr Brücke Tunnel Landstraße Bundesstraße Ortsumgehung Ortsdurchfahrt Durchgangsverkehr Verkehrslärm
      Verkehrsberuhigung Geschwindigkeit Blitzer Raser rasen Tempolimit Tankstelle Sprit Benzin Parkhaus parkt Parkverbot
      unterwegs Reise laufen zu-Fuß mobil erreichbar Erreichbarkeit Fernbus Flughafen Schiff Fähre Mitfahrbank`,
    en: `mobility transport traffic bus train station timetable ticket car parking bike bicycle cycling lane road street
      sidewalk pavement ride carpool commute commuter pedestrian crossing tram taxi buses trains rail railway tracks
      timetables tickets fare cars driver drive driving truck van roads streets roundabout bridge speed speeding motorway
      walk walking footpath path scooter bikes cyclist airport ferry parked`
  },
  energy: {
    de: `Energie Strom Solar Solaranlage Photovoltaik PV Wind Windrad Windkraft Windpark Wärme Wärmenetz Fernwärme Nahwärme
      heizen Heizung Wärmepumpe Gas Öl Wasserstoff Biogas Kraftwerk Kohle Braunkohle Netzausbau Speicher Batterie
      Balkonkraftwerk Dämmung Klimaschutz CO2 Emission klimaneutral Kilowatt Wallbox Ladesäule Stadtwerke erneuerbar
      Ökostrom Energiewende Sonne Sonnenenergie Solarpark Solarfeld Solardach Kollektor PV-Anlage Windmühle Turbine
      Windenergie Geothermie Erdwärme Blockheizkraftwerk Fernheizung Heizkessel Thermostat Ofen Holz Pellets Brennstoff
      Erdgas Flüssiggas Heizöl Kernkraft Atomkraft Strompreis Strompreise Stromnetz Stromtrasse Netzentgelt Trasse Smart-
      Meter Energieversorger Energiekosten Energieberatung energetisch Energiegenossenschaft Bürgerenergie Mieterstrom
      Einspeisung Autarkie autark Tagebau Revier Bergbau Kohleausstieg Strukturwandel Treibhausgas Klimaziel Klimaziele
      CO2-neutral Effizienz Energiesparen LED Lampen isolieren dämmen Akku`,
    en: `energy electricity power solar wind turbine heat heating heatpump gas coal hydrogen battery grid renewable insulation
      carbon emission sun sunshine panel panels windmill boiler stove fuel oil nuclear meter bills efficiency climate
      emissions zero mine mining coalfield charging charger`
  },
  nature: {
    de: `Natur Naturschutz Umwelt Umweltschutz Wald Wälder Baum Bäume Hecke Wiese Blühwiese Biene Insekt Vogel Tiere
      Artenvielfalt Biodiversität Wasser Grundwasser Fluss Bach Teich Gewässer Boden Moor Trockenheit Dürre Hitze Hochwasser
      Renaturierung Rekultivierung Landschaft Grünfläche Park Garten Streuobst Klima Klimawandel entsiegeln Versiegelung
      Müll Abfall Plastik Recycling Kompost Pflanze Blume Blüte Sträucher Strauch Gras Rasen mähen Unkraut Grün grün
      Begrünung begrünen Schatten Laub Obstbaum Allee Stadtgrün Aue See Seen Ufer Quelle Brunnen Regen Regenwasser
      Trinkwasser Abwasser Kläranlage Überschwemmung Starkregen Luft Luftqualität Feinstaub Lärm Gestank Schadstoff Altlast
      Wildnis Wolf Reh Fledermaus Fisch Frosch Storch Schmetterling Naturpark Schutzgebiet Biotop Ökologie ökologisch
      nachhaltig Nachhaltigkeit Ressourcen Mülleimer Mülltonne Sperrmüll Wertstoffhof Verpackung Mehrweg Restloch
      Folgelandschaft aufforsten Förster Jagd`,
    en: `nature environment forest tree meadow bee insect bird wildlife biodiversity water river soil drought heat flood garden
      green waste litter plastic compost climate plant plants flower flowers grass mow hedge shade lake pond shore rain
      drinking sewage air noise pollution animal animals fish wolf sustainable sustainability rubbish bin bins`
  },
  farming: {
    de: `Landwirtschaft Landwirt Bauer Bauern Bauernhof Acker Feld Ernte Stall Tierhaltung Kuh Schwein Huhn Milch Obst Gemüse
      Hofladen Direktvermarktung Saatgut Dünger Ökolandbau Agrar Imker Höfe Traktor Mais Weizen Getreide Kartoffel Äpfel
      Apfel Gemüsebau Weide Schaf Ziege Pferd Eier Fleisch Honig Gülle Pestizid Bioland bio Solawi Permakultur Ackerland
      Pacht Nahrung Ernährung regional Genossenschaftsacker`,
    en: `farming farm farmer agriculture crop harvest vegetable fruit cattle tractor wheat potato potatoes apple apples sheep
      goat pig cow horse honey organic regional food eggs meat dairy`
  },
  youth: {
    de: `Jugend jugendlich Jugendliche Jugendclub Jugendzentrum Teenager Teenie Azubi Schüler Ausbildung Jungs Mädchen junge
      Bolzplatz Skaten Skatepark abhängen chillen Pubertät Jugendarbeit Jugendtreff Jugendraum Jugendrat Pfadfinder Party
      Disko feiern Jugendhaus Jugendkultur Jugendparlament Jugendbeirat Jugendbeteiligung Jugendfeuerwehr Jugendamt
      Jugendpfleger Sozialarbeiter Schulsozialarbeit Heranwachsende Halbstarke Clique Freunde Treffen rumhängen Langeweile
      langweilig Abi Abitur Abiturient Schulabgänger Zocken Gaming Konsole Playstation TikTok Graffiti Sprayer Hiphop Rap DJ
      Club Disco Clubnacht Ausgehen Kicker Billard Basketball Basketballkorb BMX Pumptrack Dirtpark Halfpipe Kletterwand
      Zeltlager Ferienlager Taschengeld Ferienjob Klassenfahrt Berufsorientierung Skateranlage Streetwork`,
    en: `youth teen teenager young skate skatepark youngsters kids gaming graffiti hiphop dj disco basketball bmx bored boredom
      friends hang hangout adolescent`
  },
  education: {
    de: `Schule Schulen Grundschule Gymnasium Oberschule Lehrer Unterricht Klasse Bildung lernen Kita Kindergarten Krippe
      Erzieher Hort Kind Kinder Spielplatz Ferien Nachhilfe Schulabschluss Hausaufgaben Universität Hochschule Studium
      Studierende Volkshochschule Weiterbildung Kurs Lehrplan Mensa Familie Eltern Kinderbetreuung Schulweg Schulhof
      Schulhaus Schulleiter Direktor Klassenzimmer Schulküche Schulessen Noten Zeugnis Prüfung Mathe Englisch
      Deutschunterricht Förderschule Berufsschule Ganztag Ganztagsschule Schulbus Schulschließung Tagesmutter Baby Kleinkind
      Kinderwagen Kinderfest Spielgerät Rutsche Schaukel Sandkasten Basteln Kinderstube Spielgruppe Elternabend Elternbeirat
      Elternzeit Alleinerziehende Mutter Vater Mütter Väter Erziehung Pädagogik Pädagoge Wissen Vortrag Seminar Workshop
      Forschung Institut Akademie Campus`,
    en: `school teacher pupil class education learn kindergarten nursery daycare child children playground parent family
      university student course schools teachers teaching exam lessons classroom toddler baby pram mother father mum dad
      parents families playgroup seminar workshop research campus`
  },
  culture: {
    de: `Kultur kulturell Kunst Künstler Museum Ausstellung Galerie Theater Bühne Konzert Musik Musikschule Band Chor Orchester
      Kino Film Lesung Literatur Bücherei Bibliothek Buch Bücher Festival Fest Brauchtum Tradition Heimat Heimatverein
      Heimatmuseum Denkmal Geschichte Industriekultur Tanz Atelier Kulturhaus Veranstaltung Kabarett Zirkus Malerei
      Fotografie Mundart Kulturverein Kulturcafé Kulturscheune Kulturangebot Kulturprogramm Kulturzentrum Kulturpass Sänger
      singen Gesang Lied Lieder Blasmusik Kapelle Trommel Gitarre Klavier Orgel Instrument Instrumente Auftritt Open-Air
      Bühnen Schauspiel Schauspieler Puppentheater Kleinkunst Oper Ballett tanzen Tanzkurs Leinwand Filmabend Lesekreis
      Lesestoff Autor Autorin Dichter Gedicht Roman Zeitzeugen Zeitzeuge Erinnerung erinnern Erinnerungskultur Gedenken
      Gedenkort Chronik Archiv Trachten Karneval Fasching Kirmes Weihnachtsmarkt Osterfeuer Maibaum Umzug Jubiläum Feier
      Sommerfest Festplatz Skulptur Bildhauer Wandbild Keramik Töpfern Handarbeit Kirche Kirchturm Kloster Schloss       Tracht Zeche Schacht Förderturm Lyrik Eintritt Publikum Saal Kreative kreativ Proberaum`,
    en: `culture art artist museum exhibition gallery theatre stage concert music band choir cinema film library book festival
      heritage tradition history monument dance songs song sing singing singer orchestra guitar piano instrument rehearsal
      rehearse play drama actor opera dancing screening movie reading author poem novel story stories memory memories
      archive carnival fair market festivals sculpture painting mural pottery craft church castle creative audience hall`
  },
  digital: {
    de: `digital Digitalisierung Internet Netz Online WLAN Wifi Glasfaser Breitband DSL Funkloch Mobilfunk Handy Smartphone
      Tablet Computer PC Laptop Rechner App Apps Webseite Website Homepage Plattform Software Server Daten Datenschutz
      Passwort E-Mail Mail Chat Messenger WhatsApp Videokonferenz Zoom Empfang Funkmast Onlineformular Formular E-Government
      KI Roboter Coding programmieren IT Hotspot Cloud Medienkompetenz Netzausbau Netzabdeckung Mobilfunkmast Funknetz
      Anbieter Provider Leitung Leitungen Bandbreite Gigabit LTE 5G Router Anschlussdose Kabel Surfen Streaming streamen
      Video Videos Livestream Link QR-Code Login Account Konto Bildschirm Display Drucker Scanner Technik Elektronik
      Programm Update Virus Hacker Cybersicherheit Onlinehandel Onlinedienst Onlinetermin Bürgerportal Portal Datenbank
      Open-Data Sensor Sensoren Algorithmus Chatbot Suchmaschine Google YouTube Telegram Computerkurs Digitalkompetenz
      digitalisieren elektronisch virtuell Homeschooling Tele Telefon Telefonzelle`,
    en: `digital internet online broadband fibre wifi network signal phone smartphone tablet computer laptop app website
      platform software data password email video coding web webpage homepage router cable mobile coverage mast smartphones
      computers screen printer streaming account login portal database chatbot ai digitally cyber`
  },
  housing: {
    de: `Wohnen Wohnung Wohnungen Wohnraum wohnen Miete Mieten Mieter Vermieter Haus Häuser Eigenheim Bauland Bauplatz bauen
      Neubau Altbau Sanierung sanieren Leerstand leerstehend Gebäude Immobilie Grundstück Quartier Siedlung Plattenbau Dach
      Fassade Makler Mehrgenerationenhaus Wohnprojekt WG Genossenschaft Umzug umziehen Zuzug Nebenkosten Sozialwohnung
      Baugenehmigung Ruine Abriss abreißen Scheune Denkmalschutz Einfamilienhaus Zimmer barrierefrei Zwischennutzung
      Innenstadt Ortskern Wohngebiet Wohnhaus Wohnblock Wohnungsbau Wohnungsmarkt Wohngeld Wohnheim Wohnform
      Wohngemeinschaft Mietshaus Mietpreis Miethöhe Kaltmiete Warmmiete Mietspiegel Eigentümer Eigentum Besitzer Erbe Erben
      Hausbesitzer Bauherr Bauamt Bebauung Bebauungsplan Bauen Baustelle Baukosten Baulücke Baustoff Architekt Architektur
      Umbau umbauen Ausbau Anbau Renovierung renovieren Fenster Treppe Aufzug Fahrstuhl Keller Balkon Küche Bad Garage
      Herrenhaus Villa Bauernhaus Fachwerk Hütte Hochhaus Reihenhaus Doppelhaus Rückbau verfallen Verfall Bruchbude leer
      Leerstände Dorfkern Stadtzentrum Zersiedelung Nachverdichtung Wohnpark obdachlos Obdach Hauskauf Zuzügler Zugezogene`,
    en: `housing house flat apartment rent tenant landlord building build renovate renovation vacant vacancy property plot roof
      neighbourhood room homes home houses flats apartments tenants renting landlords owner owners buildings plots empty
      renovated architecture architect kitchen bathroom stairs lift garage cottage tower estate homeless mortgage`
  },
  health: {
    de: `Gesundheit gesund krank Krankheit Arzt Ärzte Ärztin Hausarzt Facharzt Zahnarzt Kinderarzt Praxis Arzttermin Klinik
      Krankenhaus Notaufnahme Rettung Rettungswagen Notarzt Apotheke Medikament Medizin Patient Hebamme Geburt Therapie
      Psychotherapie Therapeut Physiotherapie Reha Pflege Pflegeheim Pflegedienst Pflegekraft pflegen Angehörige Demenz
      Hospiz Altenheim Seniorenheim Betreuung Krankenkasse Impfung Sucht Psyche Einsamkeit Telemedizin Wartezimmer Rollator
      Mediziner Medizinisch ärztlich Arztpraxis Landarzt Augenarzt Frauenarzt Gynäkologe Orthopäde Hautarzt Sprechstunde
      Termin Wartezeit Überweisung Rezept Pille Impfen Corona Grippe Fieber Schmerz Schmerzen Herzinfarkt Schlaganfall Krebs
      Diabetes Blutdruck Defibrillator Sanitäter Hubschrauber Krankenwagen Krankenschwester Schwester Operation Ambulanz
      ambulant stationär Poliklinik Ärztehaus Versorgungszentrum MVZ Geburtshilfe Entbindung Kreißsaal Depression
      Depressionen depressiv psychisch psychologisch Psychologe Krise Seelsorge Trauer Sterben Beerdigung Alkohol Drogen
      Prävention Vorsorge Ernährungsberatung Pflegeberatung Pflegegrad Pflegeplatz pflegebedürftig Kurzzeitpflege
      Haushaltshilfe Hilfsbedürftig Alzheimer Hörgerät Brille Krücken einsam vereinsamen Alltagsbegleiter Heim Altenpflege
      Altersheim Hausbesuch Gesundheitszentrum Gesundheitsamt Wohlbefinden Stress Erholung Gemeindeschwester Tagespflege`,
    en: `health doctor doctors hospital clinic pharmacy medicine nurse nursing care patient therapy therapist midwife dementia
      ambulance appointment surgery mental gp nurses hospitals patients medical treatment ill illness sick sickness pain
      cancer diabetes vaccination injury carer carers caring elderly disabled depression stress anxiety psychologist
      addiction alcohol drugs wellbeing healthy emergency ambulances pharmacist dentist`
  },
  economy: {
    de: `Wirtschaft Unternehmen Firma Firmen Betrieb Betriebe Handwerk Handwerker Meister Industrie Gewerbe Gewerbegebiet
      Arbeit Arbeitsplatz Arbeitsplätze Job Jobs Stelle Fachkraft Fachkräfte Fachkräftemangel Personal Mitarbeiter Lohn
      Gehalt Tariflohn Ausbildungsplatz Lehrling Lehrstelle Praktikum Gründer Gründung Start-up Chef Unternehmer Nachfolge
      Investor Ansiedlung Export Produktion Fabrik Werkstatt Branche Steuer Gewerbesteuer arbeitslos Quereinsteiger
      Homeoffice Schichtarbeit Bewerbung Abwanderung Arbeitgeber Arbeitnehmer Beschäftigte Beschäftigung Beruf Berufe
      beruflich Karriere Kollege Kollegen Betriebsrat Gewerkschaft Tarifvertrag Mindestlohn Verdienst verdienen Kündigung
      Arbeitsamt Jobcenter Jobbörse Ausbildungsbetrieb Lehre Lehrlinge Geselle Gesellen Handwerksbetrieb Handwerkskammer IHK
      Tischler Maurer Elektriker Klempner Schlosser Dachdecker Koch Kellner Verkäufer Kunde Kunden Kundschaft Auftrag
      Aufträge Umsatz Gewinn Konkurrenz Wettbewerb Standort Wirtschaftsstandort Wirtschaftsförderung Technologie Innovation
      Innovationen Gründerzentrum Startup Start-ups Selbstständige selbstständig Existenzgründung Firmengründung
      Betriebsübergabe Nachfolger Unternehmensnachfolge Büro Büros Logistik Chemie Chemiepark Maschinenbau Zulieferer
      Automobil Stahl Großkonzern Konzern Qualifizierung Fortbildung Berufserfahrung Rückkehr abwandern Arbeitszeit Schicht
      Schichten Nachtschicht Überstunden Teilzeit Vollzeit Regionalprodukte Regionalmarke Produkt Produkte Kaufkraft
      Insolvenz Rückkehrer Wertschöpfung Coworking Mittelstand`,
    en: `economy business company companies firm job jobs work worker workforce employer employee wage salary skilled
      apprentice apprenticeship internship founder startup factory industry trade industries factories employers employees
      unemployed unemployment career colleague union overtime shift manager entrepreneur start-up innovation technology
      office logistics warehouse customers customer profit competition retraining qualification skills engineer plumber
      electrician carpenter tax taxes product products`
  },
  shopping: {
    de: `Einkaufen Laden Läden Dorfladen Supermarkt Bäcker Bäckerei Metzger Fleischer Markt Wochenmarkt Lebensmittel Geschäft
      Einzelhandel Post Poststelle Paket Bank Sparkasse Geldautomat Nahversorgung Kneipe Gasthaus Gaststätte Wirtshaus Café
      Restaurant Imbiss Kaufhalle Kiosk Tante-Emma Discounter Aldi Edeka Rewe Netto Brötchen Brot Wurst Eis Eisdiele
      Drogerie Friseur Frisör Blumenladen Schneider Reparatur Bäckerwagen verkaufen Verkauf Bauernmarkt Flohmarkt Trödel
      Biergarten Bar Bier Kaffee Kuchen Mittagstisch Lieferdienst liefern Briefkasten Packstation Bargeld`,
    en: `shop shops shopping supermarket grocery bakery butcher market store cafe pub restaurant kiosk bread bakers barber
      hairdresser cash delivery beer coffee cake bar restaurants pubs shopkeeper stall`
  },
  tourism: {
    de: `Tourismus Touristen Urlaub Urlauber Gäste Hotel Pension Ferienwohnung Campingplatz Camping wandern Wanderweg
      Radtouristik Ausflug Ausflugsziel Strand Badesee Besucher Sehenswürdigkeit Souvenir Reiseführer touristisch Reisende
      Ferien Ferienhaus Übernachtung Herberge Jugendherberge Wohnmobil Stellplatz Caravan Wanderer Wandern Rundweg
      Radwanderweg Aussichtsturm Aussicht Marina Boot Boote Bootsverleih Kanu Steg Segeln Badestelle baden Freizeitpark
      Gastgeber Gästeführer Stadtführung Führung Infotafel Beschilderung Wegweiser Schilder Seenland`,
    en: `tourism tourist visitor hotel camping hiking trail holiday tourists visitors holidays boat boats canoe beach hostel
      campsite hike sightseeing guide signpost`
  },
  participation: {
    de: `Beteiligung beteiligen Bürgerbeteiligung Partizipation Demokratie mitreden mitbestimmen Mitbestimmung mitentscheiden
      Entscheidung entscheiden Politik Politiker Bürgermeister Gemeinderat Stadtrat Kreistag Landrat Ausschuss Verwaltung
      Rathaus Amt Behörde Bürokratie Antragstellung Wahl Abstimmung Bürgerrat Bürgerentscheid Bürgerhaushalt Einwohner
      Sitzung Protokoll Transparenz Anhörung Petition mitmachen mitwirken einbeziehen einmischen Mitsprache Mitwirkung
      Dialog Bürgerdialog Bürgerforum Bürgersprechstunde Bürgerversammlung Einwohnerversammlung Einwohnerantrag
      Bürgerbegehren Umfrage Befragung Fragebogen Wähler wählen Wahlkreis Partei Parteien Abgeordnete Landtag Bundestag
      Minister Ministerium Regierung Kommune kommunal Landratsamt Landkreis Gemeinde Ortschaftsrat Ortsvorsteher
      Ortsteil Stadtverwaltung Beamte Sachbearbeiter Gremien Gremium Beirat Beiräte Begleitausschuss Beschluss Beschlüsse
      Verfahren Planung Planungsverfahren Akteneinsicht Genehmigung Gesetz Verordnung Vorschrift Paragraf demokratisch
      transparent Augenhöhe Mandat Quote Losverfahren ausgelost Vertrauen Bürger Bürgerschaft`,
    en: `participation democracy decide decision politics politician mayor council administration authority vote citizen
      transparency participate participatory dialogue survey election party parties minister government municipality
      municipal committee committees assembly hearing law rules bureaucracy democratic transparent citizens`
  },
  volunteering: {
    de: `Ehrenamt ehrenamtlich Engagement engagieren Verein Vereine Vereinsleben Vorstand Freiwillige Initiative Nachbarschaft
      Nachbarschaftshilfe Ehrenamtskarte Bürgerstiftung Helfer Selbsthilfe Vereinsheim Vereinsarbeit Vereinsförderung
      Vereinsvorstand Mitglied Mitglieder Nachwuchs Freiwilligendienst FSJ Bundesfreiwilligendienst Bufdi Helferkreis
      Helfende mithelfen anpacken Arbeitseinsatz Subbotnik Paten Patenschaft Patenschaften Mentor Anerkennungskultur Danke
      Wertschätzung Ehrung Nachbar Nachbarn Tafel Tauschring Zeitbank solidarisch Solidarität`,
    en: `volunteer volunteering club association neighbour initiative volunteers clubs associations neighbours member members
      helper helpers mentor solidarity charity`
  },
  funding: {
    de: `Förderung Förderantrag Fördermittel Fördergeld Fördertopf Geld Gelder Finanzierung finanzieren Haushalt Budget Kosten
      Zuschuss Spende spenden Stiftung Kredit Antrag Anträge Strukturmittel Eigenanteil Haushaltsmittel Fördermittelberatung
      Fördergelder Förderprogramm Förderprogramme Förderrichtlinie Förderlogik beantragen Antragsformular Abrechnung
      Verwendungsnachweis Buchhaltung Topf Mittel Etat Haushaltsplan Investition investieren Sponsor Sponsoren Sponsoring
      Crowdfunding Kasse Schulden Preis Preise teuer bezahlbar bezahlen kostenlos kostenfrei gratis Gebühr Gebühren Beitrag`,
    en: `funding grant money budget finance cost donation subsidy grants funds finances invest investment sponsor price prices
      expensive free pay paid costs fee fees debt`
  },
  networking: {
    de: `Vernetzung vernetzen Netzwerk Zusammenarbeit zusammenarbeiten Kooperation kooperieren Bündnis Koordination
      koordinieren Austausch Partner Partnerschaft Arbeitsgruppe Arbeitsstruktur Ansprechpartner Allianz Netzwerke
      Netzwerken Kontakt Kontakte Verbund Verbünde Akteure Akteur Bündnisarbeit Kooperationspartner länderübergreifend
      Koordinator Koordinatorin Koordinierungsstelle Schnittstelle Erfahrungsaustausch Synergie Synergien AG Sprecherrat
      Steuerungsgruppe Struktur Strukturen Arbeitsweise bündeln`,
    en: `networking cooperation cooperate alliance coordinate coordination exchange partner partnership networks contact
      contacts actors together joint coordinator synergy structures`
  },
  information: {
    de: `Information informieren Öffentlichkeitsarbeit Presse Zeitung Amtsblatt Radio Fernsehen Newsletter Flyer Plakat Aushang
      Kommunikation Werbung Marketing Image Kalender Social Media Instagram Facebook Podcast Infos Infoblatt
      Informationsabend Mitteilung Mitteilungsblatt Rundbrief Lokalzeitung Lokalpresse Journalist Reporter Sender
      Fernsehsender Interview Broschüre Schaukasten Anzeige Bekanntmachung Veranstaltungskalender Terminkalender
      Öffentlichkeit Sichtbarkeit sichtbar bekannt Logo Slogan Kampagne Ruf Blog Influencer verständlich`,
    en: `information press newspaper flyer poster communication advertising marketing calendar news journalist interview
      brochure campaign logo blog visible visibility notice`
  },
  sport: {
    de: `Sport Sportplatz Sportverein Turnhalle Sporthalle Fußball Handball Volleyball Turnen Training Trainer Schwimmbad
      Freibad Hallenbad schwimmen Fitness Yoga Laufstrecke Tischtennis Kegeln Sportler Sportlerheim Sportgerät Sportstätte
      Sportfest Mannschaft Trikot Umkleide Kunstrasen Rasenplatz Stadion Halle joggen Jogger Radsport Reiten Reitverein
      Angeln Angelverein Klettern Tennis Judo Boxen Gymnastik Kraftraum Schwimmkurs Bademeister Schwimmhalle Sauna Minigolf
      Boule Schach Wettkampf Turnier`,
    en: `sport sports football gym swimming pool training team match stadium run running jogging riding fishing climbing tennis
      judo boxing gymnastics sauna chess tournament players`
  },
  seniors: {
    de: `Senioren Seniorin Rentner Rente Oma Opa Großeltern Altersarmut Seniorentreff Seniorennachmittag Seniorenclub
      Seniorenbeirat Seniorenarbeit Ruhestand Ruheständler Pensionär Enkel Großmutter Großvater Hochbetagte Altersvorsorge
      altersgerecht generationenübergreifend Generationen Generation Lebensabend`,
    en: `senior seniors elderly pensioner pension grandparents retired retirement grandmother grandfather grandchildren
      generations older`
  },
  integration: {
    de: `Integration Migration Migrant Geflüchtete Flüchtlinge Asyl Ausländer Sprachkurs Dolmetscher Willkommenskultur
      Zuwanderung Zugewanderte Vielfalt Rassismus Diskriminierung Sprache Inklusion Behinderung Rollstuhl Teilhabe
      Gleichstellung Geflüchteten Flucht Asylbewerber Asylheim Unterkunft Aufenthalt Aufenthaltstitel Abschiebung Ukraine
      ukrainisch Syrien syrisch Herkunft Kultursensibel interkulturell Dolmetschen Übersetzung übersetzen Deutschkurs
      Fremdenfeindlichkeit Rechtsextremismus rechtsextrem Nazis Ausgrenzung Vorurteile Barriere Barrieren Barrierefreiheit
      Gebärdensprache Blinde Gehörlose Inklusiv Gleichberechtigung Frauen Gleichstellungsbeauftragte queer`,
    en: `integration migrant refugee asylum language interpreter diversity racism discrimination inclusion disability
      wheelchair equality migrants refugees foreigner foreigners translation translate integrate prejudice inclusive
      accessible accessibility wheelchairs deaf blind women gender`
  },
  safety: {
    de: `Sicherheit Polizei Feuerwehr Brandschutz Katastrophenschutz Kriminalität Einbruch Diebstahl Vandalismus Beleuchtung
      Laterne Straßenlaterne Angst Ordnungsamt sicher unsicher Unfall Unfälle Gefahr gefährlich Notfall Notruf Alarm Sirene
      Rettungskräfte Löschwasser Feuerwehrhaus Gerätehaus Einsatz Streife Polizist Polizeiwache Kontrolle Überwachung Kamera
      Gewalt Schlägerei Randale dunkel Lampe Laternen beleuchtet`,
    en: `safety security police fire brigade crime theft vandalism lighting safe unsafe danger dangerous accident accidents
      burglary violence camera alarm dark lights`
  },
  meeting: {
    de: `Treffpunkt Begegnung Begegnungsstätte Dorfgemeinschaftshaus Bürgerhaus Gemeinschaft Gemeinschaftsraum Stammtisch
      Zusammenhalt Dorfplatz Marktplatz Sitzbank Begegnungsort Begegnungscafé Treff Treffs Treffpunkte Dorfgemeinschaft
      Dorfleben Dorfzentrum Gemeindehaus Gemeindesaal Gemeindezentrum Vereinshaus Bürgertreff Nachbarschaftstreff
      Stadtteiltreff Kaffeeklatsch Spieleabend Grillplatz grillen Lagerfeuer Bank Bänke Sofa Raum Räume Räumlichkeiten
      Versammlungsraum miteinander Geselligkeit zusammensitzen kennenlernen Willkommen`,
    en: `meeting community gathering square bench meet meetings place gatherings benches barbecue togetherness`
  }
};
