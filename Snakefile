"""The notebooks of a study as a graph.

`retold run STUDY` drives it; `snakemake --cores 2 --config study=data/nato` does the same by hand, with
`results=FOLDER` and `parameters='{overlap: all, seed: 7}'` if wanted (names with odd characters go into a
`--configfile`). What a notebook reads, writes and draws on is read off its cells, so a notebook that is
added to the folder joins the graph.

A step's output here is the record that it has ended, named by a digest of all that it follows from. So
what is not up to date is what has no record; times say nothing, and an edited notebook, module, article or
setting reruns what depends on it and nothing else. The files themselves are in `retold.study.staleness`.
"""

from retold.study.drive import open_plan, step_command

PLAN = open_plan(config, main=workflow.is_main_process)


workdir: str(PLAN.plan.work)


# A function, because what it returns is not formatted: a path may hold braces.
def command(wildcards):
    return step_command(PLAN)


rule all:
    input:
        ancient([PLAN.record(step) for step in PLAN.plan.steps]),


for step in PLAN.plan.steps:

    rule:
        name:
            step.name
        input:
            ancient([PLAN.record(PLAN.step(name)) for name in step.after]),
        output:
            PLAN.record(step),
        priority: PLAN.plan.count_waiting(step)
        params:
            command=command,
        shell:
            "{params.command:q} {rule:q}"
