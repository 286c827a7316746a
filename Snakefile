"""The notebooks of a study as a graph.

`retold run STUDY` drives it; `snakemake --cores 2 --config study=data/nato` does the same by hand.
What a notebook reads, writes and draws on is read off its cells, so a notebook that is added to the
folder joins the graph, and editing a notebook or a module reruns what depends on it and nothing else.
"""

import sys

from retold.study.graph import make_plan

PLAN = make_plan(config)


workdir: str(PLAN.results)


rule all:
    input:
        PLAN.report.outputs,


for step in PLAN.notebooks:

    rule:
        name:
            step.name
        input:
            source=step.source,
            data=step.inputs,
        output:
            executed=step.executed,
            tables=step.outputs,
        params:
            parameters=step.parameters,
        shell:
            f"{sys.executable} -m retold.study.step {{input.source:q}} {{output.executed:q}} {{params.parameters:q}}"


rule report:
    input:
        PLAN.report.inputs,
    output:
        PLAN.report.outputs,
    params:
        parameters=PLAN.report.parameters,
    shell:
        f"{sys.executable} -m retold.study.step --report {{params.parameters:q}}"
