"""First names that many people in France bear: a file or an address that is called by one is
somebody's.

Not all there are: what none of these is in is looked at by its form alone.
"""

from __future__ import annotations

_WORDS = """
    abdallah abdel adam adele adrien agathe agnes ahmed aicha alain albert alex alexandra
    alexandre alexia alexis ali alice alicia aline alix amandine amelie amina amine amir anais
    andre andrea andree angelique anissa anita ann anna anne annick annie anouk anthony antoine
    antoinette antonin ariane armand arnaud arthur assia astrid aude audrey augustin aurelie
    aurelien axel aya baptiste barbara bastien beatrice benedicte benjamin benoit bernadette
    bernard bertrand bilal blandine boris brahim brigitte bruno camille capucine carine carla
    carole caroline catherine cathy cecile cedric celia celine chantal charlene charles charlotte
    chloe christelle christian christiane christine christophe cindy claude claudine clement
    clementine colette coline coralie corentin corinne cyril dalila damien daniel daniela danielle
    david deborah delphine denis denise diane didier dominique dorian dorothee dylan edith edouard
    elea elena eleonore eliane elias elisa elisabeth elise ella elodie emeline emile emilie emma
    emmanuel emmanuelle enzo eric erwan estelle esther ethan etienne eugenie eva evelyne fabien
    fabienne fabrice fanny farid farida fatima fatou fatoumata faustine felix fernand florent
    florian francine francis franck francois francoise fred frederic frederique gabin gabriel
    gabrielle gael gaelle gaetan genevieve geoffrey georges gerald gerard germain gilbert gilles
    ginette giulia gregory guillaume gustave guy gwenaelle hamza hannah hassan helene henri herve
    hicham hugo hugues ibrahim ines ingrid irene iris isaac isabelle ismael jacqueline jacques
    jamal james jamila jean jeanne jeannine jennifer jeremie jeremy jerome jessica joel joelle
    john jonathan jordan joris joseph josephine josette josiane juan jules julia julian julie
    julien juliette justine karim karima karine katia kelly kenza kevin khadija khaled laetitia
    lamine laura laure laurence laurent laurie laurine lea leila lena leo leon leonie lilian
    liliane lina linda lionel lisa lise loic lola lorenzo louane louis louise luc lucas lucie
    lucien lucienne ludivine ludovic lydia lydie lyna mael maelle maelys magali malik mamadou
    manon manuel marc marcel marcelle margaux margot marguerite maria mariam marianne marie
    mariette marina marion marjorie marlene martine maryse mathieu mathilde mathis matteo matthieu
    maud maurice maxence maxime maya mehdi melanie melina melissa michael michel michele micheline
    michelle mickael mireille mohamed mohammed monique morgane mounir mourad moussa muriel
    mustapha myriam nabil nadege nadia nadine naima natacha nathalie nathan nicolas nicole nina
    noah noemie nolan nora nordine odette odile olivia olivier omar oriane oscar ousmane patrice
    patricia patrick paul paula paulette pauline philippe quentin rachel rachid raoul raphael
    rayan raymond raymonde rebecca regine regis remi remy renaud rene renee richard robert robin
    rodolphe roger roland romain romane romuald ronan rosalie sabine sabrina sacha salim salima
    salome samia samira samuel sana sandra sandrine sara sarah sebastien selma serge severine
    sidonie simon simone sofia sofiane solange solene sonia sophie souad stephane stephanie steve
    suzanne sylvain sylvette sylviane sylvie tanguy tatiana theo theodore therese thibault thibaut
    thierry thomas tiffany timothee tom tony tristan ugo valentin valentine valerie vanessa
    veronique vincent virginie viviane walid wendy william xavier yacine yanis yann yannick
    yasmine yassine yohan yolande youssef yves yvette yvonne zoe zoubida
"""
GIVEN_NAMES = frozenset(_WORDS.split())
"""Folded: small letters, without accents."""
