"""The telling and the statistics for a browser: the package's own Python, translated to JavaScript.

``page_script.page_script`` gives a text that defines ``sepeaceScript``, and data as plain values for JSON.
Nothing of what is said or reckoned is written twice: ``bundle`` translates the functions named in
``page_script.ENTRIES`` and all that they need, what modules work out at import stands there as values, and
what Python means otherwise than JavaScript is done by ``runtime.js``. What is outside the subset raises
``refusal.OutsideSubset`` with function, file and line when the page is written. By hand there are only
``runtime.js`` and ``page.js``: bytes and JSON become the objects that translated code reads.

A page has one language, a ``tongue.Tongue``: it says what stands for words in ``wording.said.said``, for
tables of modules, and for what the record and the scenarios say.

``sepeaceScript`` has, in a page and in node alike:

- ``opened(data)``: the data, ready for the others. ``data.worlds[name][world].scenario`` is a scenario,
  ``world`` being ``baseline`` or ``counterfactual``; ``bands`` are name and ends of each banded variable,
  ``levels`` those of the quantiles, ``layouts`` say where fields stand in the kernel's records.
- ``supposing(scenario, fields)``: the same scenario under other assumptions: readings by name,
  ``parameters`` as sorted rows of name, side or null, value; ``switches`` as names.
- ``tell(data, name, world, bytes, scenario?)``: events ``{date, day, kind, pair, who, where, text, because,
  parent, numbers}`` of one campaign. ``bytes`` are ``rows``, ``weeks``, ``state``, ``parameters`` (a record
  for each epoch) and ``world``, each a Uint8Array laid out as ``clocks.records`` says, of a view of the
  kernel's memory or a copy; ``parts(data, log)`` gives ``rows`` and ``weeks`` of a whole log.
- ``desk(data, name, world, bytes)``: what an analyst's desk has of one campaign: ``dates``, ``items``,
  what was ``behind`` each, and the ``line`` of a peace. ``deskChance``, ``brier``, ``calibration``,
  ``meanForecast`` are those of ``sepeace.desk``; ``uniforms`` draws as the kernel does.
- ``state(data, bytes, place?)``: a final state; ``counter(days?)``: nothing counted yet, whose
  ``add(without, withChange)`` counts a pair and ``alone(state)`` a campaign of one world.
- ``pairedAnswer(scenario, numbers, readings, profiles, days)``: the three sentences of ``compare``, and
  ``singleAnswer(scenario, numbers, days)`` those of ``batch``. Rows are a name and a counter, own numbers
  first; of ``profiles`` profile, premium and a counter.
- ``ladderRows(counter)``, ``difference(counter, step)``, ``numbersRows(numbers)``, ``readingRows(readings)``,
  ``profileRows(profiles)``: rows as ``compare --json`` has them, fields by their names there.
- ``share(k, n, together?)``, ``newcombePaired(both, onlyA, onlyB, neither)``: estimates with ``value``,
  ``ci95``, ``n``, ``method``.
- ``band(counts, variable)``: quantiles of one week's histogram; ``anatomy(sums, opened, atWar)``: means of
  the terms and shares of one week, by name.

All of it is the same to the last bit as in Python where only + - * / and roots are used. Ends of exact
intervals and two numbers in sentences hang on exp, log1p and pow, whose last bit is each machine's own.
"""
