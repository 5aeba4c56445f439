Attribute VB_Name = "PumpursRibbon"
'A button of ribbon.xml is a Sub, usable from Alt+F8 and from a shape as well, and the one-line callback of the ribbon.
Option Explicit

Public Sub PumpursStartMonth()
    RunPython "from pumpurs_xl import ribbon; ribbon.start_month()"
End Sub

Public Sub PumpursStartMonthCb(control As IRibbonControl)
    PumpursStartMonth
End Sub

Public Sub PumpursFindLearner()
    RunPython "from pumpurs_xl import ribbon; ribbon.find_learner()"
End Sub

Public Sub PumpursFindLearnerCb(control As IRibbonControl)
    PumpursFindLearner
End Sub

Public Sub PumpursFillDays()
    RunPython "from pumpurs_xl import ribbon; ribbon.fill_days()"
End Sub

Public Sub PumpursFillDaysCb(control As IRibbonControl)
    PumpursFillDays
End Sub

Public Sub PumpursCheck()
    RunPython "from pumpurs_xl import ribbon; ribbon.check()"
End Sub

Public Sub PumpursCheckCb(control As IRibbonControl)
    PumpursCheck
End Sub

Public Sub PumpursPreviousFinding()
    RunPython "from pumpurs_xl import ribbon; ribbon.previous_finding()"
End Sub

Public Sub PumpursPreviousFindingCb(control As IRibbonControl)
    PumpursPreviousFinding
End Sub

Public Sub PumpursNextFinding()
    RunPython "from pumpurs_xl import ribbon; ribbon.next_finding()"
End Sub

Public Sub PumpursNextFindingCb(control As IRibbonControl)
    PumpursNextFinding
End Sub

Public Sub PumpursFix()
    RunPython "from pumpurs_xl import ribbon; ribbon.fix()"
End Sub

Public Sub PumpursFixCb(control As IRibbonControl)
    PumpursFix
End Sub

Public Sub PumpursUndo()
    RunPython "from pumpurs_xl import ribbon; ribbon.undo()"
End Sub

Public Sub PumpursUndoCb(control As IRibbonControl)
    PumpursUndo
End Sub

Public Sub PumpursShowSummary()
    RunPython "from pumpurs_xl import ribbon; ribbon.show_summary()"
End Sub

Public Sub PumpursShowSummaryCb(control As IRibbonControl)
    PumpursShowSummary
End Sub

Public Sub PumpursPrepareClaims()
    RunPython "from pumpurs_xl import ribbon; ribbon.prepare_claims()"
End Sub

Public Sub PumpursPrepareClaimsCb(control As IRibbonControl)
    PumpursPrepareClaims
End Sub

Public Sub PumpursPrepareAllMonths()
    RunPython "from pumpurs_xl import ribbon; ribbon.prepare_all_months()"
End Sub

Public Sub PumpursPrepareAllMonthsCb(control As IRibbonControl)
    PumpursPrepareAllMonths
End Sub

Public Sub PumpursOpenFolder()
    RunPython "from pumpurs_xl import ribbon; ribbon.open_folder()"
End Sub

Public Sub PumpursOpenFolderCb(control As IRibbonControl)
    PumpursOpenFolder
End Sub

Public Sub PumpursDiagnose()
    RunPython "from pumpurs_xl import ribbon; ribbon.diagnose()"
End Sub

Public Sub PumpursDiagnoseCb(control As IRibbonControl)
    PumpursDiagnose
End Sub

Public Sub PumpursOpenHandbook()
    RunPython "from pumpurs_xl import ribbon; ribbon.open_handbook()"
End Sub

Public Sub PumpursOpenHandbookCb(control As IRibbonControl)
    PumpursOpenHandbook
End Sub
